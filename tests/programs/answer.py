"""What a journalist types into a reply, and where."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Answer:
    """Each part may be empty. `between`: after the quoted line with these words, this text."""

    above: str = ""
    between: dict[str, str] = field(default_factory=dict)
    below: str = ""
    attached: str = ""
    to_reply_to: bool = True  # no: to whoever the letter is from, against its Reply-To

    def keep(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self)), "utf-8")
