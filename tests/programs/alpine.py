"""alpine, at Bo's desk: its own composer, no editor."""

from pathlib import Path

from tests.programs import dovecot, terminal
from tests.programs.answer import Answer
from tests.programs.post import BO, Post

SETTINGS = """
personal-name=Bo Reyes
user-domain=gazette.example
customized-hdrs=From: Bo Reyes <{bo}>
alt-addresses={bo}
inbox-path={{127.0.0.1:{imap_port}/user={bo}/notls}}INBOX
smtp-server=127.0.0.1:{smtp_port}/notls
disable-these-authenticators=PLAIN
feature-list=quit-without-confirm
last-version-used=6.26
default-fcc=""
"""
SEARCH, LAST_LINE, END, SEND = "\x17", "\x16", "\x05", "\x18"


def reply(post: Post, home: Path, answer: Answer) -> None:
    """Answers the only letter in Bo's mailbox."""
    settings = SETTINGS.format(bo=BO, imap_port=post.imap_port, smtp_port=post.smtp_port)
    (home / "pinerc").write_text(settings.lstrip())
    with terminal.running(["alpine", "-p", str(home / "pinerc"), "-i"], home) as screen:
        screen.see("ENTER PASSWORD")
        screen.press(f"{dovecot.PASSWORD}\n")
        screen.see("Preserve password")
        screen.press("n")
        screen.see("Message 1 of 1")
        screen.press("r")
        screen.see("Include original message")
        screen.press("y")
        screen.see('Use "Reply-To:"')
        screen.press("y" if answer.to_reply_to else "n")
        screen.see("^X Send")
        if answer.above:
            _types(screen, "", answer.above)
        for words, text in answer.between.items():
            screen.press(SEARCH)
            screen.see("Search")
            screen.press(f"{words}\n")
            _types(screen, f"{END}\n\n", text)
        if answer.below:
            screen.press(SEARCH)
            screen.see("Search")
            screen.press(LAST_LINE)
            _types(screen, "\n", answer.below)
        screen.press(SEND)
        screen.see("Send message?")
        screen.press("y")
        screen.see("Message sent", "Flags DONE")
        screen.press("q")
        screen.ends()


def _types(screen: terminal.Terminal, first: str, text: str) -> None:
    screen.press(f"{first}{text}\n")
    screen.see(text[-5:])
