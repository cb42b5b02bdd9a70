"""A letter's HTML made safe to look at: an allow-list, applied by nh3. Shows nothing that was not in the mail."""

import re
from collections.abc import Callable
from functools import partial
from typing import Final

import nh3

_TAGS: Final = frozenset(
    """a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del details
    dfn div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img ins kbd li main mark ol p pre q
    s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var
    wbr""".split()  # noqa: SIM905
)
_GONE_WITH_CONTENT: Final = frozenset(
    """applet audio button canvas datalist embed frameset head iframe math noembed noframes object script select
    style svg template textarea title video""".split()  # noqa: SIM905
)
_CELL: Final = frozenset({"align", "bgcolor", "colspan", "height", "rowspan", "valign", "width"})
_ATTRIBUTES: Final = {
    "*": frozenset({"dir", "lang"}),
    "a": frozenset({"href", "title"}),
    "img": frozenset({"alt", "height", "src", "title", "width"}),
    "table": frozenset({"align", "bgcolor", "border", "cellpadding", "cellspacing", "height", "width"}),
    "td": _CELL,
    "th": _CELL,
    "tr": frozenset({"align", "bgcolor", "valign"}),
    "col": frozenset({"span", "width"}),
    "colgroup": frozenset({"span", "width"}),
    "font": frozenset({"color", "face", "size"}),
    "ol": frozenset({"start", "type"}),
    "div": frozenset({"align"}),
    "p": frozenset({"align"}),
    "abbr": frozenset({"title"}),
}
_LINKS: Final = frozenset({"http", "https", "mailto", "tel"})
_PICTURES: Final = re.compile(r"(?:https?://|cid:|data:image/(?:png|jpe?g|gif|webp);base64,)", re.IGNORECASE)
# Elements whose end a page may leave out; they do not nest by themselves.
_CLOSED_BY_OTHERS: Final = frozenset(
    """area base body br col colgroup dd dt head hr html img input li link meta option p source tbody td tfoot th
    thead tr wbr""".split()  # noqa: SIM905
)
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]{0,30})")
_DEEPEST: Final = 500  # the cleaning library takes quadratic time in depth: 23 s for 100,000 divs


def clean(html: str, *, picture: Callable[[str], str | None] | None = None) -> str:
    """The HTML without anything that runs, loads, submits or imitates the page around it.

    Pictures stay as http, https, cid or data; `picture` may give each of these another address, or none.
    "" where it is nested too deep to be a letter.
    """
    return "" if _too_deep(html) else _cleaner(picture).clean(html).strip()


def _too_deep(html: str) -> bool:
    opened: dict[str, int] = {}
    depth = 0
    for match in _TAG.finditer(html):
        name = match[2].lower()
        if name in _CLOSED_BY_OTHERS:
            continue
        if not match[1]:
            opened[name] = opened.get(name, 0) + 1
            depth += 1
        elif opened.get(name):
            opened[name] -= 1
            depth -= 1
        if depth > _DEEPEST:
            return True
    return False


def _cleaner(picture: Callable[[str], str | None] | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(_TAGS),
        clean_content_tags=set(_GONE_WITH_CONTENT),
        attributes={tag: set(names) for tag, names in _ATTRIBUTES.items()},
        attribute_filter=partial(_attribute, picture),
        strip_comments=True,
        link_rel="noopener noreferrer",
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes={*_LINKS, "cid", "data"},
        url_relative="deny",
    )


def _attribute(picture: Callable[[str], str | None] | None, tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if value.strip().partition(":")[0].lower() in _LINKS else None
    if name == "src":
        if not _PICTURES.match(value.strip()):
            return None
        return picture(value) if picture else value
    return value
