"""A folder to run in, and what goes wrong when its inquiries.toml says this."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from inquiries import settings as settings_room


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., settings_room.Settings]:
    """Settings of a folder whose inquiries.toml holds `text`."""

    def load(text: str = "", environ: Mapping[str, str] | None = None) -> settings_room.Settings:
        (tmp_path / "inquiries.toml").write_text(text, "utf-8")
        return settings_room.load(environ or {}, tmp_path)

    return load


@pytest.fixture
def complaint(load: Callable[..., settings_room.Settings]) -> Callable[..., str]:
    """The one line that settings are refused with."""

    def complaint(text: str = "", environ: Mapping[str, str] | None = None) -> str:
        with pytest.raises(settings_room.SettingsError) as refused:
            load(text, environ)
        return str(refused.value)

    return complaint
