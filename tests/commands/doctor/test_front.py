"""The web server in front, as the settings give it away."""

import pytest

from inquiries.commands.doctor import front
from tests.commands.doctor.conftest import Make, lines


@pytest.mark.parametrize("given", [{}, {"base_url": "http://desk.charity.example:8080"}])
async def test_nothing_is_said_where_people_come_straight_to_us(case: Make, given: dict[str, str]) -> None:
    assert await lines(front.proxies, case(**given)) == []


async def test_web_server_nobody_trusts_is_a_warning(case: Make) -> None:
    (line,) = await lines(front.proxies, case(base_url="https://contact.charity.example"))
    assert line.startswith(
        "warn Web server: https://contact.charity.example is not where we listen (127.0.0.1, "
    )
    assert "TRUSTED_PROXIES" in line


async def test_web_server_that_is_trusted_is_named(case: Make) -> None:
    of = case(base_url="https://contact.charity.example", trusted_proxies=["127.0.0.1", "10.0.0.0/8"])
    assert await lines(front.proxies, of) == [
        "good Web server: 127.0.0.1/32, 10.0.0.0/8 may say who is asking (TRUSTED_PROXIES)."
    ]
