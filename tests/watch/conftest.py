"""A browser before the whole application, without a worker: what waits goes on waiting."""

from typing import Any

import pytest
from aiohttp.test_utils import TestClient
from pytest_aiohttp.plugin import AiohttpClient

from inquiries import app
from inquiries.app import House

Browser = TestClient[Any, Any]


@pytest.fixture
async def browser(aiohttp_client: AiohttpClient, house: House) -> Browser:
    return await aiohttp_client(app.application(house, with_worker=False))
