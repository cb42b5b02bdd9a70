"""Connections kept between mails: shared, replaced when stale, closed when idle."""

import asyncio
from collections.abc import Callable

import pytest

from inquiries import outcome
from inquiries.mail import smtp, smtp_pool
from inquiries.mail.compose import Letter
from tests.mail import server
from tests.mail.sending import client, send, until
from tests.mail.server import Drop, MailServer, Say, Stall


async def test_three_mails_share_one_connection(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    async with client(mail_server.port) as through:
        for _ in range(3):
            assert isinstance(await send(through, letter()), outcome.Done)
    assert [mail.connection for mail in mail_server.mails] == [1, 1, 1]


@pytest.mark.parametrize("fault", [Drop(), Say("421 idle too long")])
@pytest.mark.parametrize("step", ["RSET", "MAIL", "RCPT", "DATA"])
async def test_stale_kept_connection_is_replaced_and_the_mail_goes_once(
    mail_server: MailServer, letter: Callable[..., Letter], step: str, fault: server.Fault
) -> None:
    async with client(mail_server.port) as through:
        await send(through, letter())
        mail_server.fail(step, fault, times=1)
        assert isinstance(await send(through, letter()), outcome.Done)
    assert [mail.connection for mail in mail_server.mails] == [1, 2]


async def test_server_that_restarted_costs_nothing(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    async with client(mail_server.port) as through:
        await send(through, letter())
        mail_server.hang_up()
        assert isinstance(await send(through, letter()), outcome.Done)


async def test_idle_connection_is_closed(
    mail_server: MailServer, letter: Callable[..., Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp_pool, "IDLE_SECONDS", 0.05)
    async with client(mail_server.port) as through:
        await send(through, letter())
        await until(lambda: mail_server.open == 0)
        await send(through, letter())
    assert [mail.connection for mail in mail_server.mails] == [1, 2]


async def test_many_at_once_keep_few_connections(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    async with client(mail_server.port) as through:
        answers = await asyncio.gather(*(send(through, letter()) for _ in range(30)))
        assert {type(answer) for answer in answers} == {outcome.Done}
        assert mail_server.connections <= smtp.AT_ONCE + 30 // smtp_pool.KEPT
        await until(lambda: mail_server.open <= smtp_pool.KEPT)
    assert len(mail_server.mails) == 30


async def test_cancelled_send_leaves_no_connection(
    mail_server: MailServer, letter: Callable[..., Letter]
) -> None:
    mail_server.fail("RCPT", Stall())
    async with client(mail_server.port) as through:
        task = asyncio.create_task(send(through, letter()))
        await until(lambda: any(command.startswith("RCPT") for command in mail_server.commands))
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await until(lambda: mail_server.open == 0)
