"""What docs/deployment.md has for Postfix and Dovecot, word for word, but for our ports and folders."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house import tree
from tests.programs import dovecot, ports, postfix, recorder
from tests.programs.post import BO, PATIENCE, Post

DOCUMENT = (tree.ROOT / "docs" / "deployment.md").read_text("utf-8")
BLOCK = re.compile(r"^`(/etc/[\w./-]+)`\n\n```\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SIGNED = "reply+m7k4qx2-5n3kq7v2hd6xwz4jt8c9ab1efg"
MAIL = b"From: bo@gazette.example\r\nSubject: an answer\r\n\r\nUntil noon\r\n"
# Stands in for run.py: keeps its arguments and its standard input.
RECORD = '#!/bin/sh\nfor each; do echo "$each" >> "$0.kept"; done; cat >> "$0.kept"; echo . >> "$0.kept"\n'


def documented(door: str) -> dict[str, str]:
    """What stands under the heading that begins so, by file."""
    part = DOCUMENT.split(f"\n### {door}: ", 1)[1].split("\n#", 1)[0]
    return dict(BLOCK.findall(part))


@pytest.fixture(scope="module")
def by_lmtp_and_pipe(_post: Post) -> Iterator[tuple[Post, Path]]:
    """A Postfix set up by both parts, for two domains; where its pipe writes."""
    smtp, lmtp = ports.free(2)
    home = _post.directory / "piped"
    home.mkdir(mode=0o777)
    home.chmod(0o777)
    (home / "record").write_text(RECORD)
    one, other = documented("LMTP"), documented("A pipe")
    first = one["/etc/postfix/main.cf"].replace("2424", str(lmtp))
    second = other["/etc/postfix/main.cf"].replace("charity.example", "shelter.example")
    ways = re.findall(r"^transport_maps = inline:\{ (.*) \}$", first + second, re.MULTILINE)
    main = f"{first}{second}virtual_mailbox_domains = charity.example shelter.example\n"
    main += f"transport_maps = inline:{{ {', '.join(ways)} }}\n"
    master = other["/etc/postfix/master.cf"].replace("/srv/inquiries", str(home))
    master = master.replace("user=inquiries", "user=nobody").replace(
        "/usr/bin/python3 run.py", "/bin/sh record"
    )
    with postfix.running(_post.directory / "documented", smtp, {}, main, master):
        yield Post(_post.directory, smtp, _post.imap_port, {"charity.example": lmtp}), home / "record.kept"


def piped(kept: Path, count: int) -> list[str]:
    until = time.monotonic() + PATIENCE
    while (text := kept.read_text() if kept.exists() else "").count("\n.\n") < count:
        assert time.monotonic() < until, text
        time.sleep(0.02)
    return text.split("\n.\n")[:count]


async def test_postfix_hands_answers_and_bounces_over_by_lmtp(by_lmtp_and_pipe: tuple[Post, Path]) -> None:
    post, _ = by_lmtp_and_pipe
    async with recorder.running(post.doors["charity.example"]) as door:
        for sender in (BO, ""):
            post.send(sender, f"{SIGNED}@charity.example", MAIL)
            kept = await door.mail()
            assert (kept.sender, kept.to) == (sender or "<>", (f"{SIGNED}@charity.example",))
            assert kept.content.endswith(b"\r\n\r\nUntil noon\r\n")


def test_postfix_starts_the_command_for_each_recipient_with_both_addresses_and_the_mail(
    by_lmtp_and_pipe: tuple[Post, Path],
) -> None:
    post, kept = by_lmtp_and_pipe
    for number, sender in enumerate((BO, ""), start=1):
        post.send(sender, f"{SIGNED}@shelter.example", MAIL)
        said, _, mail = piped(kept, number)[-1].partition("\nReturn-Path: ")
        assert said.split() == ["receive", f"--recipient={SIGNED}@shelter.example", f"--sender={sender}"]
        assert mail.startswith(f"<{sender}>\n")
        assert mail.endswith("\n\nUntil noon")


def test_dovecot_puts_every_signed_address_into_the_one_mailbox(post: Post) -> None:
    assert documented("IMAP")["/etc/dovecot/conf.d/99-inquiries.conf"] in dovecot.CONFIGURATION
    post.send(BO, f"{SIGNED}@relief.example", MAIL)
    (mail,) = post.arrived("reply@relief.example")
    assert f"\nDelivered-To: {SIGNED}@relief.example\n".encode() in b"\n" + mail
