"""Lynx, driven by a script of keys, which it takes one by one, each when the page before it is whole."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from tests.programs import terminal

PROGRAM = "lynx"
WHOLE_JOURNEY = 60  # seconds, on a machine that is busy
TAB, RETURN, DOWN, CLEAR = "<tab>", "^J", "Down Arrow", "^U"


@dataclass
class Keys:
    """What a person presses; every `saves` keeps the page that is open as they read it."""

    home: Path
    _pressed: list[str] = field(default_factory=list)
    _saved: list[Path] = field(default_factory=list)

    def press(self, *keys: str) -> "Keys":
        self._pressed += keys
        return self

    def types(self, words: str) -> "Keys":
        return self.press(*("<space>" if sign == " " else sign for sign in words))

    def past(self, fields: int) -> "Keys":
        """On to the link or field that comes so many later."""
        return self.press(*[TAB] * fields)

    def chooses(self, down: int) -> "Keys":
        """So many further down in the list of the field."""
        return self.press(RETURN, *[DOWN] * down, RETURN)

    def finds(self, words: str) -> "Keys":
        """On to the first link or field from these words on."""
        return self.press("/").types(words).press(RETURN)

    def saves(self) -> "Keys":
        page = self.home / f"page{len(self._saved)}.txt"
        self._saved.append(page)
        return self.press("p", RETURN, CLEAR).types(str(page)).press(RETURN)

    def read(self, url: str) -> list[str]:
        """Presses them all, from the page at `url` on; the pages that were saved, each space one space."""
        script = self.home / "keys"
        script.write_text("".join(f"key {key}\n" for key in [*self._pressed, "Q"]))
        # Nobody reads its messages, for each of which it would stand still a second or more.
        command = [PROGRAM, f"-cmd_script={script}", "-accept_all_cookies", "-nopause", url]
        with terminal.running(command, self.home) as screen:
            screen.ends(within=WHOLE_JOURNEY)
        return [re.sub(r"\s+", " ", page.read_text("utf-8")) for page in self._saved]
