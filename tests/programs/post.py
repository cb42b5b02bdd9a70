"""The post of one small world: Postfix between our doors and the mailboxes of the others, which Dovecot keeps."""

import os
import shutil
import smtplib
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.programs import dovecot, ports, postfix

BO = "bo@gazette.example"
# Behind an LMTP door each; and one whose mail lies in a mailbox, where whoever it belongs to reads it by IMAP.
DOORS = ("charity.example", "shelter.example")
POLLED = "relief.example"
MAILBOXES = {BO: "bo", **{f"{name}@{POLLED}": POLLED for name in ("reply", "media", "events")}}
PROGRAMS = {
    "postfix": "postfix",
    "dovecot": "dovecot-imapd dovecot-lmtpd",
    "sievec": "dovecot-sieve",
    "mutt": "mutt",
    "neomutt": "neomutt",
    "alpine": "alpine",
}  # and the packages they come in
PATIENCE = 15  # seconds for anything that should be there at once


@dataclass(frozen=True, slots=True)
class Post:
    """Where everybody finds it, on 127.0.0.1. `doors`: the port at which each of DOORS is to listen by LMTP."""

    directory: Path
    smtp_port: int
    imap_port: int
    doors: dict[str, int]

    def send(self, sender: str, recipient: str, content: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp_port) as server:
            server.sendmail(sender, [recipient], content)

    def home(self, address: str) -> Path:
        """Where Dovecot keeps what belongs to the address: its mails, and how it answers by itself."""
        return self.directory / "mailboxes" / MAILBOXES[address]

    def mails(self, address: str) -> list[bytes]:
        """What lies in its mailbox, oldest first."""
        folder = self.home(address) / "Maildir"
        files = [file for part in ("new", "cur") for file in folder.glob(f"{part}/*")]
        return [file.read_bytes() for file in sorted(files, key=lambda file: file.name)]

    def arrived(self, address: str, count: int = 1) -> list[bytes]:
        """Its mails, as soon as there are so many."""
        until = time.monotonic() + PATIENCE
        while len(mails := self.mails(address)) < count:
            assert time.monotonic() < until, f"{len(mails)} of {count} came:\n{self.waiting()}"
            time.sleep(0.02)
        return mails

    def waiting(self) -> str:
        return postfix.waiting(self.directory / "postfix")

    def clear(self) -> None:
        """Mailboxes as on the first day, and no mail on its way."""
        postfix.forget(self.directory / "postfix")
        for address in MAILBOXES:
            for name in os.listdir(self.home(address)):
                path = self.home(address) / name
                shutil.rmtree(path) if path.is_dir() else path.unlink()


def missing() -> str:
    """What would have to be installed first."""
    lacking = [package for program, package in PROGRAMS.items() if shutil.which(program) is None]
    return f"real mail programs are missing: apt-get install {' '.join(lacking)}" if lacking else ""


def impossible() -> str:
    """Why they cannot be started here all the same."""
    version = subprocess.run(["dovecot", "--version"], capture_output=True, text=True).stdout
    if not version.startswith("2.3."):
        return f"the settings written here are for Dovecot 2.3, and this is {version.strip()}"
    return "" if os.geteuid() == 0 else "Postfix and Dovecot start as root only"


@contextmanager
def running() -> Iterator[Post]:
    """In a folder that their own users may enter, and that is gone afterwards as they are."""
    directory = Path(tempfile.mkdtemp(prefix="inquiries-post-"))
    directory.chmod(0o755)
    smtp, imap, lmtp, *doors = ports.free(3 + len(DOORS))
    post = Post(directory, smtp, imap, dict(zip(DOORS, doors, strict=True)))
    homes = {address: post.home(address) for address in MAILBOXES}
    ways = post.doors | {BO.partition("@")[2]: lmtp, POLLED: lmtp}
    try:
        with ExitStack() as stack:
            stack.enter_context(
                dovecot.running(directory / "dovecot", homes, imap_port=imap, lmtp_port=lmtp, smtp_port=smtp)
            )
            stack.enter_context(postfix.running(directory / "postfix", smtp, ways))
            yield post
        _gone(directory)
    finally:
        shutil.rmtree(directory)


def _gone(directory: Path) -> None:
    """Until no process works in the folder any more."""
    until = time.monotonic() + PATIENCE
    while left := [process for process in Path("/proc").glob("[0-9]*") if _works_in(process, directory)]:
        assert time.monotonic() < until, f"still there: {left}"
        time.sleep(0.02)


def _works_in(process: Path, directory: Path) -> bool:
    try:
        return (process / "cwd").readlink().is_relative_to(directory)
    except OSError:  # it has just ended
        return False
