from collections.abc import Iterator
from pathlib import Path

import pytest

from inquiries.i18n import catalogues, zones


@pytest.fixture
def french(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A locale with a catalogue, whatever the package itself offers."""
    monkeypatch.setattr(catalogues, "DIRECTORY", Path(__file__).parent / "locale")
    catalogues.translations.cache_clear()
    zones._by_region.cache_clear()
    yield "fr"
    catalogues.translations.cache_clear()
    zones._by_region.cache_clear()
