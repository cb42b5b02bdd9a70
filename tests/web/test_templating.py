from pathlib import Path

import jinja2
import pytest
from aiohttp.test_utils import make_mocked_request

from inquiries.i18n import catalogues
from inquiries.settings import Settings
from inquiries.web.assets import Assets
from inquiries.web.templating import Pages, templates_directory
from inquiries.wording import Text


@pytest.fixture
def bilingual(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> Pages:
    """The same pages offering French, with the catalogue of the i18n tests."""
    monkeypatch.setattr(catalogues, "DIRECTORY", Path(__file__).parent.parent / "i18n" / "locale")
    catalogues.translations.cache_clear()
    pages.settings = pages.settings.model_copy(update={"languages": ("en", "fr")})
    yield pages
    catalogues.translations.cache_clear()


def test_macros_speak_the_language_of_the_page_they_are_drawn_in(bilingual: Pages) -> None:
    assert bilingual.html("macro.html", locale="fr").strip() == "Votre nom"
    assert bilingual.html("macro.html").strip() == "Your name"


def test_a_page_has_its_type_language_and_no_cache_rule_of_its_own(pages: Pages) -> None:
    response = pages.render(make_mocked_request("GET", "/"), "words.html", words="", typed="", status=422)
    assert (response.status, dict(response.headers)) == (
        422,
        {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Language": "en",
            "Vary": "Accept-Language, Cookie",
        },
    )


def test_a_personal_page_is_kept_by_no_cache(pages: Pages) -> None:
    request = make_mocked_request("GET", "/")
    response = pages.render(
        request, "words.html", words="", typed="", personal=True, headers={"Retry-After": "5"}
    )
    assert (response.headers["Cache-Control"], response.headers["Retry-After"]) == ("no-store", "5")


def test_what_was_typed_is_escaped_once_everywhere(pages: Pages) -> None:
    words = Text("%(field)s is too long", {"field": "<b>"})
    page = pages.html("words.html", words=words, typed="<i>&", languages=[])
    assert page.strip() == (
        '<html lang="en" dir="ltr">&lt;b&gt; is too long|&lt;b&gt; is too long|Your name'
        "|Hello &lt;i&gt;&amp;|&lt;i&gt;&amp;|"
    )


def test_a_lone_surrogate_in_what_was_typed_is_shown_and_not_an_error(pages: Pages) -> None:
    response = pages.render(make_mocked_request("GET", "/"), "words.html", words="", typed="a\udcffb")
    assert b"Hello a?b" in bytes(response.body)


def test_a_name_nobody_gave_is_an_error_and_not_an_empty_place(pages: Pages) -> None:
    with pytest.raises(jinja2.UndefinedError):
        pages.html("broken.html")


@pytest.mark.parametrize(
    ("path", "accepted", "expected"),
    [
        ("/?x=1", "fr-CA, en;q=0.5", ("fr", "Votre nom", "en English ?x=1&amp;lang=en")),
        ("/?lang=fr", "en", ("fr", "Votre nom", "en English ?lang=en")),
        ("/?lang=xx", "en", ("en", "Your name", "fr Français ?lang=fr")),
        ("//other.example/x", "en", ("en", "Your name", "fr Français ?lang=fr")),
    ],
)
def test_language_is_asked_for_or_preferred(
    bilingual: Pages, path: str, accepted: str, expected: tuple[str, str, str]
) -> None:
    request = make_mocked_request("GET", path, headers={"Accept-Language": accepted})
    response = bilingual.render(request, "words.html", words=Text("Your name"), typed="")
    name, languages = response.text.strip().split("|")[1], response.text.strip().split("|")[-1]
    assert (response.headers["Content-Language"], name, languages) == expected
    assert response.headers["Vary"] == "Accept-Language, Cookie"


def test_what_every_page_gets_can_be_overruled_by_one(pages: Pages) -> None:
    pages.everywhere = lambda request: {"words": "everywhere", "typed": request.path}
    response = pages.render(make_mocked_request("GET", "/forms"), "words.html", words="mine")
    assert response.text.split("|")[0].endswith("mine")
    assert response.text.split("|")[4] == "/forms"


def test_mail_escapes_only_html_and_has_one_line_of_subject(pages: Pages) -> None:
    assert pages.mail("hello", name="Bo & <Co>") == (
        "Hello Bo & <Co> two",
        "Hello Bo & <Co>\n",
        "<p>Bo &amp; &lt;Co&gt;</p>",
    )


def test_globals_are_there_and_a_brand_only_with_an_accent(settings: Settings, style: Path) -> None:
    def shown(current: Settings) -> list[str]:
        directory = Path(__file__).parent / "templates"
        return Pages(current, assets=Assets(current, style), directory=directory).html("globals.html").split()

    organisation = settings.organisation.model_copy(update={"accent": "#0d5463", "name": "Lantern"})
    plain, branded = shown(settings), shown(settings.model_copy(update={"organisation": organisation}))
    assert plain[0].startswith("/static/css/public.css?v=")
    assert plain[1:] == ["None", "Example", "Organisation", "http://localhost:8080", "America/Toronto"]
    assert branded[1].startswith("/static/brand.css?v=")


def test_templates_are_found_beside_the_package() -> None:
    assert templates_directory().name == "templates"


def test_a_template_is_compiled_once_for_every_application_and_anew_when_it_was_changed(
    settings: Settings, style: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled, compile = [], jinja2.Environment._compile  # type: ignore[attr-defined]

    def counted(self: jinja2.Environment, source: str, filename: str) -> object:
        compiled.append(source)
        return compile(self, source, filename)

    monkeypatch.setattr(jinja2.Environment, "_compile", counted)
    assets, template = Assets(settings, style), tmp_path / "page.html"
    for words in ("One <b>", "One <b>", "Two <b>"):
        template.write_text(words + " {{ '&' }}", "utf-8")
        pages = Pages(settings, assets=assets, directory=tmp_path)
        assert (pages.html("page.html"), pages.text("page.html")) == (f"{words} &amp;", f"{words} &")
    assert len(compiled) == 4
