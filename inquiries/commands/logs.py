"""Where log lines go: standard error, as text or as one JSON object a line."""

import logging

from inquiries.settings import Settings
from inquiries.web.access import JsonLines

TEXT = "%(asctime)s %(levelname)s %(message)s"


def set_up(settings: Settings) -> None:
    """Ours from INFO up, other people's from WARNING up: theirs may name what nobody asked them to."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines() if settings.log_format == "json" else logging.Formatter(TEXT))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger("inquiries").setLevel(logging.INFO)
