"""mutt and neomutt, at Bo's desk."""

import shlex
import sys
from pathlib import Path

from tests.programs import dovecot, terminal
from tests.programs.answer import Answer
from tests.programs.post import BO, Post

EDITOR = Path(__file__).with_name("editor.py")
SETTINGS = """
set from="{bo}" realname="Bo Reyes" hostname="gazette.example"
set imap_user="{bo}" imap_pass="{password}"
set folder="imap://127.0.0.1:{imap_port}/" spoolfile="imap://127.0.0.1:{imap_port}/INBOX"
set smtp_url="smtp://127.0.0.1:{smtp_port}/" ssl_starttls=no ssl_force_tls=no
set editor="{editor}" record="" tmpdir="{home}" sleep_time=0
"""


def mutt(post: Post, home: Path, answer: Answer) -> None:
    """Answers the only letter in Bo's mailbox."""
    _reply("mutt", post, home, answer)


def neomutt(post: Post, home: Path, answer: Answer) -> None:
    """Answers the only letter in Bo's mailbox."""
    _reply("neomutt", post, home, answer)


def _reply(program: str, post: Post, home: Path, answer: Answer) -> None:
    answer.keep(home / "answer")
    settings = SETTINGS.format(
        bo=BO,
        home=home,
        password=dovecot.PASSWORD,
        imap_port=post.imap_port,
        smtp_port=post.smtp_port,
        editor=shlex.join([sys.executable, str(EDITOR), str(home / "answer")]),
    )
    (home / "muttrc").write_text(settings)
    with terminal.running([program, "-n", "-F", str(home / "muttrc")], home) as screen:
        screen.see("Msgs:1")
        screen.press("r")
        screen.see("Reply to")
        screen.press("y" if answer.to_reply_to else "n")
        screen.see("To: ")
        screen.press("\n")
        screen.see("Subject: ")
        screen.press("\n")
        screen.see("Include message in reply?")
        screen.press("y")
        screen.see("Security:")
        if answer.attached:
            screen.press("a")
            screen.see("Attach file")
            screen.press(f"{answer.attached}\n")
            screen.see("[text/csv")
        screen.press("y")
        screen.see("Mail sent")
        screen.press("q")
        screen.ends()
