"""A case for the doctor: an installation's settings and database, and a name server that knows nothing yet."""

from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest

from inquiries.commands.doctor.case import Case, Check
from inquiries.commands.doctor.finding import Finding
from inquiries.database.engine import Database
from inquiries.settings import Settings
from tests.commands.doctor import name_server
from tests.commands.doctor.name_server import NameServer

Make = Callable[..., Case]


@pytest.fixture
async def dns() -> AsyncIterator[NameServer]:
    async with name_server.running() as server:
        yield server


@pytest.fixture
def case(dns: NameServer, tmp_path: Any) -> Make:
    """A case without a database, with what the test sets."""

    def make(database: Database | None = None, to: str = "", wait: float = 5, **given: Any) -> Case:
        changed = {"data_dir": tmp_path, "mail_from": "contact@charity-example.org", **given}
        return Case(Settings.model_validate(changed), database, dns.names(), to, wait)

    return make


async def findings(check: Check, of: Case) -> list[Finding]:
    return [found async for found in check(of)]


async def lines(check: Check, of: Case) -> list[str]:
    return [f"{found.grade} {found.words}" for found in await findings(check, of)]
