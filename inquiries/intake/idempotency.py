"""The Idempotency-Key of a submission by the API: what one may look like."""

import re

PATTERN = r"[\x21-\x7e]{1,200}"  # visible ASCII
_KEY = re.compile(PATTERN)


def is_key(given: str) -> bool:
    return _KEY.fullmatch(given) is not None
