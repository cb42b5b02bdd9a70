"""Words that are chosen here and translated later, at the page or mail that shows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """A translatable sentence: an English message id with %(name)s places, and what goes into them.

    Write the id as a literal, `Text("Enter your name")`: the catalogue extractor looks for exactly that.
    A value that is itself a Text is translated first.
    """

    msgid: str
    values: Mapping[str, "str | int | Text"] = field(default_factory=dict)

    def __str__(self) -> str:
        """The English words, for logs and the API's `detail`."""
        return (
            self.msgid % {name: str(value) for name, value in self.values.items()}
            if self.values
            else self.msgid
        )


# By itself: gettext keeps its own header under "", and the extractor takes every literal in Text(…).
_NO_WORDS = ""
NOTHING = Text(_NO_WORDS)


def pack(text: Text) -> dict[str, object]:
    """The text as JSON can keep it, so that a sentence stored today is translated when it is shown."""
    values = {name: pack(value) if isinstance(value, Text) else value for name, value in text.values.items()}
    return {"msgid": text.msgid, "values": values}


def unpack(packed: Mapping[str, Any]) -> Text:
    """What `pack` made, a Text again."""
    values = {
        name: unpack(value) if isinstance(value, Mapping) else value
        for name, value in packed["values"].items()
    }
    msgid: str = packed["msgid"]  # by itself: the extractor takes every literal within Text(…) for words
    return Text(msgid, values)
