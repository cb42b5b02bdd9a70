"""The editor that mutt opens: python editor.py ANSWER DRAFT types the answer into the draft."""

import json
import sys
from pathlib import Path


def typed(answer: dict, draft: str) -> str:
    lines = [answer["above"] + "\n\n"] if answer["above"] else []
    for line in draft.splitlines(keepends=True):
        lines.append(line)
        lines += [f"\n{text}\n\n" for words, text in answer["between"].items() if words in line]
    if answer["below"]:
        lines.append("\n" + answer["below"] + "\n")
    return "".join(lines)


if __name__ == "__main__":
    answer, draft = map(Path, sys.argv[1:])
    text = typed(json.loads(answer.read_text("utf-8")), draft.read_text("utf-8"))
    draft.write_text(text, "utf-8")
