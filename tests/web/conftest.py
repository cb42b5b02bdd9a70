from pathlib import Path

import pytest

from inquiries.settings import Settings
from inquiries.web.assets import Assets
from inquiries.web.templating import Pages

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.model_validate(
        {"data_dir": tmp_path, "timezone": "America/Toronto", "organisation": {"place": "Ottawa"}}
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
