"""Paragraphs put together again that a mail program broke into lines (format=flowed, RFC 3676). Linear."""

SIGNATURE = "-- "


def undo(text: str, *, delsp: bool) -> str:
    """The text with its soft line breaks joined and its space-stuffing undone; quote levels stay, as "> "."""
    lines: list[str] = []
    paragraph: list[str] = []
    level = 0
    for line in text.split("\n"):
        content = line.lstrip(">")
        depth = len(line) - len(content)
        content = content.removeprefix(" ")
        if paragraph and (depth != level or content in {"", SIGNATURE}):
            lines.append(_quoted(level, paragraph))
            paragraph = []
        level = depth
        soft = content.endswith(" ") and content != SIGNATURE
        paragraph.append(content[:-1] if soft and delsp else content)
        if not soft:
            lines.append(_quoted(level, paragraph))
            paragraph = []
    if paragraph:
        lines.append(_quoted(level, paragraph))
    return "\n".join(lines)


def _quoted(level: int, paragraph: list[str]) -> str:
    content = "".join(paragraph)
    if not level:
        # What was stuffed to be no quote stays none for whoever reads the text next.
        return (
            f" {content}"
            if content.startswith(">")
            else content
            if content == SIGNATURE
            else content.rstrip(" ")
        )
    line = f"{'>' * level} {content}"
    return line if content == SIGNATURE else line.rstrip(" ")
