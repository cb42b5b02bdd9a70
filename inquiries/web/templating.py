"""Turns a template's name and its context into a page or a mail. Knows no template by heart."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from aiohttp import web

from inquiries.i18n import catalogues
from inquiries.settings import Settings
from inquiries.web import filters
from inquiries.web import headers as headers_of_all
from inquiries.web import language as languages
from inquiries.web.assets import BRAND, Assets

PACKAGE = Path(__file__).parent.parent


class _Compiled(jinja2.BytecodeCache):
    """Each template is compiled once a process, however many applications it opens; a changed file is compiled anew."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, Any]] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        checksum, code = self._kept.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        self._kept[bucket.key] = (bucket.checksum, bucket.code)


# One for those that escape and one for those that do not: their code differs.
_COMPILED = {True: _Compiled(), False: _Compiled()}


class Pages:
    """The templates of one application, compiled as they are first used and kept.

    `everywhere(request)` gives what each rendered page gets besides its own context.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        assets: Assets | None = None,
        directory: Path | None = None,
        everywhere: Callable[[web.Request], Mapping[str, Any]] = lambda request: {},
    ) -> None:
        self.settings = settings
        self.assets = assets or Assets(settings)
        self.directory = directory or templates_directory()
        self.everywhere = everywhere
        self._secure = settings.base_url.startswith("https://")
        self._html = self._environment(settings, autoescape=True)
        self._plain = self._environment(settings, autoescape=False)

    def render(
        self,
        request: web.Request,
        name: str,
        /,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        personal: bool = False,
        **context: Any,
    ) -> web.Response:
        """The page as a response, in the request's language. `personal` pages are kept by no cache.

        Lone surrogates in what a stranger typed come out as "?", never as an error.
        """
        locale = languages.language(request, self.settings.languages)
        framed = headers_of_all.framed_by(request)
        around = {
            "framed": framed,
            "navigation": (),
            "languages": self._other_languages(request, locale),
            **self.everywhere(request),
        }
        page = self.html(name, locale=locale, **{**around, **context})
        response = web.Response(
            body=_encoded(page), status=status, headers=headers, content_type="text/html", charset="utf-8"
        )
        response.headers["Content-Language"] = locale
        if len(self.settings.languages) > 1:
            response.headers["Vary"] = "Accept-Language, Cookie"
            if not framed:  # there it would be a third party's cookie
                languages.remember(request, response, self.settings.languages, secure=self._secure)
        if personal:
            response.headers["Cache-Control"] = "no-store"
        return response

    def html(self, name: str, /, *, locale: str = "en", **context: Any) -> str:
        """A page's text without a request."""
        return self._render(self._html, name, locale, context)

    def mail(self, name: str, /, *, locale: str = "en", **context: Any) -> tuple[str, str, str]:
        """Subject (one line), text and HTML of templates/emails/<name>/."""
        subject, text = (
            self._render(self._plain, f"emails/{name}/{part}.txt", locale, context)
            for part in ("subject", "body")
        )
        page = self._render(self._html, f"emails/{name}/body.html", locale, context)
        return " ".join(subject.split()), text.strip() + "\n", page

    def text(self, name: str, /, *, locale: str = "en", **context: Any) -> str:
        """A plain text to save, as it is read later: nothing escaped."""
        return self._render(self._plain, name, locale, context)

    def names(self) -> list[str]:
        """Every template there is."""
        return self._html.list_templates()

    def _render(
        self, environment: jinja2.Environment, name: str, locale: str, context: Mapping[str, Any]
    ) -> str:
        with filters.speaking(locale):
            return environment.get_template(name).render(
                {**context, "locale": locale, "direction": catalogues.direction(locale)}
            )

    def _other_languages(self, request: web.Request, current: str) -> list[tuple[str, str, str]]:
        """(tag, name in itself, address of this same page) of each language offered but the current."""
        return [
            (
                tag,
                str(catalogues.babel_locale(tag).display_name).capitalize(),
                # Without the path: "//other.example" is a path here and a host in a link.
                f"?{request.rel_url.update_query(lang=tag).raw_query_string}",
            )
            for tag in languages.offered_to(request, self.settings.languages)
            if tag != current
        ]

    def _environment(self, settings: Settings, *, autoescape: bool) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(self.directory),
            autoescape=autoescape,  # noqa: S701  (off for plain-text mail only)
            undefined=jinja2.StrictUndefined,
            extensions=["jinja2.ext.i18n"],
            finalize=filters.translated,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
            bytecode_cache=_COMPILED[autoescape],
        )
        environment.policies["ext.i18n.trimmed"] = True
        install: Callable[..., None] = environment.install_gettext_callables  # type: ignore[attr-defined]
        install(filters.gettext, filters.ngettext, newstyle=True)
        environment.filters["t"] = filters.words
        environment.globals.update(
            framed=(),
            settings=settings,
            organisation=settings.organisation,
            safeguarding=settings.safeguarding,
            base_url=settings.base_url,
            asset=self.assets.url,
            brand_href=self.assets.url(BRAND) if BRAND in self.assets.names() else None,
        )
        return environment


def templates_directory() -> Path:
    """Inside the installed package, else beside it in a checkout."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"


def _encoded(page: str) -> bytes:
    try:
        return page.encode("utf-8")
    except UnicodeEncodeError:
        return page.encode("utf-8", "replace")
