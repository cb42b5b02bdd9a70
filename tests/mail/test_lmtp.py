"""How a mail server hands over mail: every recipient has an answer of its own, whatever happens."""

import asyncio
import logging
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from inquiries.mail import lmtp, lmtp_body
from tests.mail.talk import talking

ANA, BO, CY = "ana@charity.example", "bo@charity.example", "cy@charity.example"
KNOWN = "250 2.1.5 Mail is taken for this address"
UNKNOWN = "550 5.1.1 No mail is taken for this address here"
MAIL = b"Subject: hello\r\n\r\nHello\r\n"


@dataclass
class House:
    """What stands behind the server: it takes mail for three, and answers as it is told."""

    port: int
    server: lmtp.Server
    taken: list[tuple[str, str, bytes]] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0

    async def take(self, sender: str, recipient: str, raw: bytes) -> str:
        await asyncio.sleep(self.slow)
        self.taken.append((sender, recipient, raw))
        return self.answers.get(recipient, f"250 2.0.0 {recipient}")


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async def take(sender: str, recipient: str, raw: bytes) -> str:
        return await made.take(sender, recipient, raw)

    listening = socket.create_server(("127.0.0.1", 0))
    server = lmtp.Server(lmtp.Door("charity.example", {ANA, BO, CY}.__contains__, take))
    made = House(listening.getsockname()[1], server)
    await server.start(listening)
    yield made
    await server.stop()


async def test_the_greeting_names_what_lmtp_demands(house: House) -> None:
    async with talking(house.port, greeted=False) as talk:
        assert await talk.answer() == "220 charity.example LMTP"
        assert await talk.says("LHLO mx.example", "EHLO mx.example", "HELO mx.example") == [
            "250-charity.example\n250-SIZE 25000000\n250-8BITMIME\n250-SMTPUTF8\n250-PIPELINING\n"
            "250 ENHANCEDSTATUSCODES",
            '500 5.0.0 Error: command "EHLO" not recognized',
            '500 5.0.0 Error: command "HELO" not recognized',
        ]


async def test_a_mail_is_answered_for_each_known_recipient_in_their_order(house: House) -> None:
    house.answers[BO] = "451 4.3.0 later"
    async with talking(house.port) as talk:
        answers = await talk.hands_over(MAIL, ANA, "eve@charity.example", BO, CY, ANA)
    assert answers == [
        *(KNOWN, UNKNOWN, KNOWN, KNOWN, KNOWN),
        *(f"250 2.0.0 {ANA}", "451 4.3.0 later", f"250 2.0.0 {CY}", f"250 2.0.0 {ANA}"),
    ]
    assert house.taken == [("bo@gazette.example", one, MAIL) for one in (ANA, BO, CY, ANA)]


async def test_mail_for_nobody_we_know_gets_no_body(house: House) -> None:
    async with talking(house.port) as talk:
        assert await talk.hands_over(MAIL, "eve@charity.example", "") == [UNKNOWN, UNKNOWN]
        assert await talk.says("DATA", "RSET", "QUIT") == [
            "503 5.5.1 Name a recipient first",
            "250 2.0.0 OK",
            "221 2.0.0 Bye",
        ]
    assert house.taken == []


async def test_the_null_sender_is_empty_and_other_signs_are_kept(house: House) -> None:
    async with talking(house.port) as talk:
        await talk.hands_over(MAIL, ANA, sender="")
        await talk.says(
            "MAIL FROM:<jürgen@gazette.example> SMTPUTF8 BODY=8BITMIME SIZE=24", f"RCPT TO:<{ANA}>"
        )
        await talk.says("DATA")
        talk.writer.write(b"Subject: \xc3\xa9\xff\r\n\r\n.\r\n")
        assert await talk.answer() == f"250 2.0.0 {ANA}"
    assert house.taken == [
        ("", ANA, MAIL),
        ("jürgen@gazette.example", ANA, b"Subject: \xc3\xa9\xff\r\n\r\n"),
    ]


@pytest.mark.parametrize(
    "wrong", ["<a b@x>", "<unclosed@x", "bare@x", "<[[[[@x", "", "<a@x> SIZE=99999999999"]
)
async def test_a_sender_that_cannot_be_is_refused_and_the_talk_goes_on(house: House, wrong: str) -> None:
    async with talking(house.port) as talk:
        assert (await talk.says(f"MAIL FROM:{wrong}"))[0][:1] == "5"
        assert (await talk.hands_over(MAIL, ANA))[-1] == f"250 2.0.0 {ANA}"


async def test_commands_sent_all_at_once_are_answered_one_by_one(house: House) -> None:
    async with talking(house.port) as talk:
        mail = f"MAIL FROM:<>\r\nRCPT TO:<{ANA}>\r\nRCPT TO:<{BO}>\r\nDATA\r\n".encode() + MAIL + b".\r\n"
        talk.writer.write(mail + mail + b"NOOP\r\n")
        answers = [(await talk.answer())[:3] for _ in range(13)]
    assert answers == ["250", "250", "250", "354", "250", "250"] * 2 + ["250"]
    assert house.taken == [("", one, MAIL) for one in (ANA, BO, ANA, BO)]


async def test_too_large_a_mail_is_refused_for_each_and_the_next_is_taken(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lmtp_body, "LIMIT", 1000)
    monkeypatch.setattr(lmtp_body, "_AT_MOST", 1500)
    async with talking(house.port) as talk:
        assert await talk.says("MAIL FROM:<a@x.example> SIZE=1001") == [
            "552 5.0.0 Error: message size exceeds fixed maximum message size"
        ]
        for size in (1001, 200_000):
            answers = await talk.hands_over(b"x" * (size - 2) + b"\r\n", ANA, BO)
            assert answers[2:] == ["552 5.3.4 Larger than 1000 octets"] * 2
        assert (await talk.hands_over(b"x" * 998 + b"\r\n", ANA))[1:] == [f"250 2.0.0 {ANA}"]
    assert [len(raw) for _, _, raw in house.taken] == [1000]


async def test_more_recipients_than_a_mail_may_have_are_put_off(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lmtp, "RECIPIENTS", 2)
    async with talking(house.port) as talk:
        answers = await talk.hands_over(MAIL, ANA, BO, CY)
    assert answers[2:] == [
        "452 4.5.3 Too many recipients for one mail",
        f"250 2.0.0 {ANA}",
        f"250 2.0.0 {BO}",
    ]


async def test_one_connection_too_many_is_put_off_and_the_others_go_on(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lmtp, "CONNECTIONS", 1)
    async with talking(house.port) as first:
        async with talking(house.port, greeted=False) as second:
            assert await second.answer() == "421 4.3.2 Too many connections just now, try again soon"
            assert await second.answer() == ""
        assert (await first.hands_over(MAIL, ANA))[-1] == f"250 2.0.0 {ANA}"


async def test_who_says_nothing_is_left(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lmtp, "IDLE_SECONDS", 0.05)
    async with talking(house.port) as talk:
        assert await talk.answer() == ""


async def test_a_body_that_stops_coming_is_given_up_and_not_taken(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(lmtp_body, "PAUSE", 0.05)
    async with talking(house.port) as talk:
        await talk.says("MAIL FROM:<>", f"RCPT TO:<{ANA}>", "DATA")
        talk.writer.write(MAIL)
        assert await talk.answer() == "421 4.4.2 The mail did not arrive in time"
        assert await talk.answer() == ""
    assert house.taken == []
    assert [one for one in caplog.records if one.levelno > logging.INFO] == []


async def test_who_leaves_in_the_middle_has_handed_over_nothing(house: House) -> None:
    async with talking(house.port) as talk:
        await talk.says("MAIL FROM:<>", f"RCPT TO:<{ANA}>", "DATA")
        talk.writer.write(MAIL)
    async with talking(house.port) as talk:
        assert (await talk.hands_over(MAIL, BO))[-1] == f"250 2.0.0 {BO}"
    assert [recipient for _, recipient, _ in house.taken] == [BO]


async def test_a_stop_says_goodbye_to_the_idle_and_answers_what_is_half_there(house: House) -> None:
    async with talking(house.port) as idle, talking(house.port) as busy:
        await busy.says("MAIL FROM:<>", f"RCPT TO:<{ANA}>", f"RCPT TO:<{BO}>", "DATA")
        busy.writer.write(MAIL[:9])
        house.slow = 0.05
        stopping = asyncio.ensure_future(house.server.stop())
        assert await idle.answer() == "421 4.3.2 Stopping for now, try again soon"
        assert await idle.answer() == ""
        with pytest.raises(OSError, match="Connect call failed"):
            await asyncio.open_connection("127.0.0.1", house.port)
        busy.writer.write(MAIL[9:] + b".\r\n")
        assert [await busy.answer() for _ in range(3)] == [
            f"250 2.0.0 {ANA}",
            f"250 2.0.0 {BO}",
            "421 4.3.2 Stopping for now, try again soon",
        ]
        await stopping
    assert len(house.taken) == 2


async def test_a_stop_does_not_wait_for_ever(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lmtp, "GRACE", 0.05)
    async with talking(house.port) as talk:
        await talk.says("MAIL FROM:<>", f"RCPT TO:<{ANA}>", "DATA")
        await asyncio.wait_for(house.server.stop(), 2)
        assert await talk.answer() == ""
    assert house.taken == []


async def test_a_fault_of_ours_is_put_off_and_the_talk_goes_on(
    house: House, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(talk: lmtp._Conversation, *_: object) -> str:
        raise ZeroDivisionError

    async with talking(house.port) as talk:
        (conversation,) = house.server.talks
        monkeypatch.setitem(conversation._handle_hooks, "RCPT", broken)
        answers = await talk.says("MAIL FROM:<>", f"RCPT TO:<{ANA}>", "NOOP")
    assert answers[1:] == ["451 4.3.0 Something went wrong here, try again later", "250 2.0.0 OK"]
    assert "An LMTP conversation met something unexpected" in caplog.text


async def test_nobody_is_named_in_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "inquiries")
    async with talking(house.port) as talk:
        await talk.hands_over(MAIL, ANA, "eve@charity.example")
        await talk.says("WHAT bo@gazette.example")
    assert "@" not in "".join(one.getMessage() for one in caplog.records if one.name.startswith("inquiries"))


async def test_whatever_is_said_has_an_answer(house: House) -> None:
    said = (
        "VRFY <ana@charity.example>",
        "HELP",
        "AUTH PLAIN",
        "STARTTLS",
        "DATA",
        f"RCPT TO:<{ANA}>",
        "NOOP",
    )
    async with talking(house.port) as talk:
        answers = await talk.says(*said)
    assert [one[:3] for one in answers] == ["252", "250", "538", "454", "503", "503", "250"]
