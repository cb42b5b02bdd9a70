"""Why an inquiry was held in quarantine, as its row keeps it: clauses after "because", translated where they are
shown. Pure."""

import json
from collections.abc import Sequence

from inquiries.wording import Text, pack, unpack

BY_HAND = Text("a person here marked it as spam")


def kept(reasons: Sequence[Text]) -> str:
    """ "" for no reason, the bare words of a single one, else JSON."""
    if len(reasons) == 1 and not reasons[0].values:
        return reasons[0].msgid
    return json.dumps([pack(reason) for reason in reasons], ensure_ascii=False) if reasons else ""


def told(suspicion: str) -> tuple[Text, ...]:
    """What `kept` was given."""
    if suspicion.startswith("["):
        return tuple(unpack(reason) for reason in json.loads(suspicion))
    return (Text(suspicion),) if suspicion else ()
