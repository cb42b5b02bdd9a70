import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web

from inquiries.settings import Settings
from inquiries.web.assets import Assets
from inquiries.web.connection import Runner
from inquiries.web.templating import Pages
from tests.web.server import Server, application

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.model_validate(
        {
            "data_dir": tmp_path,
            "timezone": "America/Toronto",
            "organisation": {"place": "Ottawa"},
            "people": [{"name": "Dee", "phone": "613-555-0142", "extension": "214", "desk": "media"}],
        }
    )


@pytest.fixture
def style(tmp_path: Path) -> Path:
    """A small folder of assets: two parts, one list that joins them, a picture."""
    folder = tmp_path / "static"
    (folder / "css").mkdir(parents=True)
    (folder / "css" / "tokens.css").write_text(":root { --ink: #000; }\n")
    (folder / "css" / "form.css").write_text("label { color: var(--ink); }\n" * 40)
    (folder / "css" / "public.list").write_text("tokens.css  # first\n\nform.css\n")
    (folder / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    return folder


@pytest.fixture
def pages(settings: Settings, style: Path) -> Pages:
    return Pages(settings, assets=Assets(settings, style), directory=TEMPLATES)


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    """The stand-in templates with the package's own error page among them."""
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    shutil.copytree(TEMPLATES.parents[2] / "templates" / "errors", folder / "errors")
    return folder


@pytest.fixture
async def serve() -> AsyncIterator[Callable[[Settings, Pages], Awaitable[Server]]]:
    """Starts servers the way the application does, on free ports."""
    runners: list[Runner] = []

    async def start(settings: Settings, pages: Pages) -> Server:
        runner = Runner(application(settings, pages), pages, shutdown_timeout=0.1)
        runners.append(runner)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        return Server(runner.addresses[0][1])

    yield start
    for runner in runners:
        await runner.cleanup()


@pytest.fixture
def housed(settings: Settings, style: Path, templates: Path) -> Pages:
    """Pages with a layout and the package's error page."""
    return Pages(settings, assets=Assets(settings, style), directory=templates)


@pytest.fixture
async def server(
    serve: Callable[[Settings, Pages], Awaitable[Server]], settings: Settings, housed: Pages
) -> Server:
    return await serve(settings, housed)
