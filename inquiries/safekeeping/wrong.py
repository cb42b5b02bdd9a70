"""How keeping safe fails: one sentence for the person who asked for it."""


class Wrong(Exception):
    """It cannot be done; the message is one whole sentence, or more, that name the thing and the cure."""
