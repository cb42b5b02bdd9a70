import gzip
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient
from pytest_aiohttp import AiohttpClient

from inquiries.settings import Settings
from inquiries.web.assets import Assets

Client = TestClient[web.Request, web.Application]


@pytest.fixture
def assets(settings: Settings, style: Path) -> Assets:
    return Assets(settings, style)


@pytest.fixture
async def client(assets: Assets, aiohttp_client: AiohttpClient) -> Client:
    app = web.Application()
    app.router.add_get("/static/{name:.+}", assets.serve)
    return await aiohttp_client(app, auto_decompress=False)


async def test_an_asset_with_its_version_is_kept_for_a_year(client: Client, assets: Assets) -> None:
    answer = await client.get(assets.url("css/form.css"), headers={"Accept-Encoding": "identity"})
    assert (answer.status, answer.headers["Cache-Control"], answer.headers["Content-Type"]) == (
        200,
        "public, max-age=31536000, immutable",
        "text/css; charset=utf-8",
    )
    assert await answer.text() == "label { color: var(--ink); }\n" * 40


@pytest.mark.parametrize("query", ["", "?v=", "?v=0000000000000000"])
async def test_an_asset_without_its_version_is_asked_about_again(client: Client, query: str) -> None:
    answer = await client.get(f"/static/favicon.svg{query}")
    assert (answer.status, answer.headers["Cache-Control"], answer.headers["Content-Type"]) == (
        200,
        "public, no-cache",
        "image/svg+xml",
    )
    again = await client.get("/static/favicon.svg", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status, await again.read()) == (304, b"")


async def test_a_list_joins_its_parts_in_order(client: Client, assets: Assets) -> None:
    answer = await client.get(assets.url("css/public.css"), headers={"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(await answer.read()).decode() == (
        ":root { --ink: #000; }\n" + "label { color: var(--ink); }\n" * 40
    )


@pytest.mark.parametrize(
    "path",
    [
        "/static/nothing.css",
        "/static/../assets.py",
        "/static/..%2fassets.py",
        "/static/%2e%2e/%2e%2e/settings/model.py",
        "/static//etc/passwd",
        "/static/css",
        "/static/css/public.list",
        "/static/%00",
    ],
)
async def test_nothing_outside_the_list_exists(client: Client, path: str) -> None:
    from yarl import URL

    answer = await client.get(URL(path, encoded=True))
    assert answer.status == 404


def test_a_changed_file_has_another_address(settings: Settings, style: Path, assets: Assets) -> None:
    (style / "css" / "form.css").write_text("label { color: red; }\n")
    later = Assets(settings, style)
    assert [
        assets.url(name) == later.url(name) for name in ("css/form.css", "css/public.css", "favicon.svg")
    ] == [
        False,
        False,
        True,
    ]


def test_an_accent_is_served_as_style_for_both_schemes(settings: Settings, style: Path) -> None:
    organisation = settings.organisation.model_copy(update={"accent": "#0d5463", "accent_dark": "#86cbd6"})
    assets = Assets(settings.model_copy(update={"organisation": organisation}), style)
    assert assets.names() == ["brand.css", "css/form.css", "css/public.css", "css/tokens.css", "favicon.svg"]
    assert assets._assets["brand.css"].content.decode() == (
        ":root{--accent:#0d5463}\n@media (prefers-color-scheme:dark){:root{--accent:#86cbd6}}\n"
    )


def test_a_name_that_does_not_exist_is_an_error_when_the_page_is_made(assets: Assets) -> None:
    with pytest.raises(KeyError):
        assets.url("css/nothing.css")
