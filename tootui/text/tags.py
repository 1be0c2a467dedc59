"""What HTML tags mean for plain text: read from one token such as ``<a href="…" class="mention">``."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from tootui.text.clean import clean_line, is_openable
from tootui.text.entities import unescape


class Tag(Struct, frozen=True, gc=False):
    """One tag as the builder of a Prose needs it.

    ``breaks`` is the number of line breaks around the element (0: inline), ``role`` what else it does to the text
    around it (void, item, cell, list, pre, or nothing), ``kind`` that of its span, ``target`` the span's, ``hides``
    whether its contents are not for reading, ``before`` and ``after`` what stands around its contents, ``quote_inline``
    whether it is the textual stand-in for a quoted post, ``number`` a list's start or an item's value.
    """

    name: str
    closing: bool = False
    breaks: int = 0
    kind: str = ""
    target: str = ""
    role: str = ""
    hides: bool = False
    before: str = ""
    after: str = ""
    quote_inline: bool = False
    number: int | None = None


_VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
)
_PARAGRAPHS = ("p", "blockquote", "pre", "ul", "ol", "dl", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr")
_LINES = (
    *("div", "li", "tr", "dt", "dd", "caption", "figure", "figcaption", "details", "summary", "address", "article"),
    *("aside", "center", "fieldset", "footer", "form", "header", "legend", "main", "nav", "section", "body", "html"),
)
_ROLES = {
    **dict.fromkeys(_VOID, "void"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("ul", "ol"), "list"),
    "li": "item",
    "pre": "pre",
}
_BREAKS = dict.fromkeys(_PARAGRAPHS, 2) | dict.fromkeys(_LINES, 1)
_KINDS = {
    **dict.fromkeys(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th", "dt"), "bold"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "italic"),
    **dict.fromkeys(("s", "del", "strike"), "strike"),
    **dict.fromkeys(("u", "ins"), "underline"),
    **dict.fromkeys(("code", "pre", "kbd", "samp", "tt"), "code"),
    "blockquote": "quote",
}
_PLAIN = (
    *("a", "span", "td", "th", "ruby", "rb", "rt", "rtc", "rp", "abbr", "acronym", "bdi", "bdo", "big", "button"),
    *("data", "font", "label", "mark", "q", "small", "sub", "sup", "thead", "tbody", "tfoot", "colgroup", "time"),
    *("title", "head"),
    *("audio", "video", "picture", "iframe", "object", "svg", "style", "script", "template", "noscript", "select"),
    *("option", "optgroup", "textarea", "output", "progress", "meter", "marquee", "map", "canvas", "slot", "nobr"),
    *("math", "mrow", "mi", "mn", "mo", "ms", "mtext", "msup", "msub", "msubsup", "mfrac", "msqrt", "mroot", "mstyle"),
    *("mover", "munder", "munderover", "mtable", "mtr", "mtd", "semantics", "annotation", "annotation-xml", "mspace"),
)
_KNOWN = frozenset({*_VOID, *_BREAKS, *_KINDS, *_PLAIN})
"""Whatever else stands in angle brackets is text that a server did not escape, such as ``Vec<T>``."""

_NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>])")
_ATTRIBUTE = r"""(?i)[\s"'](href|class|alt|start|value)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""

KEPT_TAGS: dict[str, Tag] = {}
"""Tags read before, by token: nearly all tags of a timeline are among a few dozen, hashtags and mentions come again."""
_MOST_KEPT = 1024
_LONGEST_KEPT = 120
"""Longer tokens are read anew each time, so that what is kept stays small whatever a server sends."""


def read_tag(token: str) -> Tag | None:
    """Read a token that looks like a tag; None where it is none that HTML knows, and so text."""
    tag = _read(token)
    if tag is not None and len(token) < _LONGEST_KEPT:
        if len(KEPT_TAGS) >= _MOST_KEPT:
            KEPT_TAGS.clear()
        KEPT_TAGS[token] = tag
    return tag


def _read(token: str) -> Tag | None:
    if token.startswith("<a "):
        return _link(token)
    if token.startswith("<!-"):
        return Tag("!--", role="void")
    match = _NAME.match(token)
    name = match[1].lower() if match else ""
    if name not in _KNOWN:
        return None
    breaks = _BREAKS.get(name, 0)
    if token[1] == "/" and name != "br":
        return Tag(name, closing=True, breaks=breaks)
    if name == "a":
        return _link(token)
    tag = Tag(name, breaks=breaks, kind=_KINDS.get(name, ""), role=_ROLES.get(name, ""))
    return _with_details(tag, _attributes(token))


def _attributes(token: str) -> dict[str, str]:
    if "=" not in token:
        return {}
    if token.startswith('<span class="'):  # most others: what hides parts of an address, and what stands around a name
        return {"class": _quoted(token, ' class="')}
    found = re.findall(_ATTRIBUTE, token)
    return {name.lower(): double or single or bare or "" for name, double, single, bare in found}


def _link(token: str) -> Tag:
    """Read the start of a link, the one common tag that is different each time and so worth a shorter way."""
    if token.startswith("<a ") and "'" not in token and ' href="' in token:
        href, classes = _quoted(token, ' href="'), _quoted(token, ' class="').split()
    else:
        attributes = _attributes(token)
        href, classes = attributes.get("href", ""), attributes.get("class", "").split()
    if "&" in href:
        href = unescape(href)
    href = href.strip()
    kind = "link"
    if "hashtag" in classes or ' rel="tag' in token:  # Pleroma gives the class alone, Misskey the relation
        kind = "hashtag"
    elif "mention" in classes:
        kind = "mention"
    target = href if is_openable(href) else ""
    return Tag("a", kind=kind, target=target, quote_inline="quote-inline" in classes)


def _quoted(token: str, opening: str) -> str:
    """What stands after ``opening`` up to the next quotation mark."""
    return token.partition(opening)[2].partition('"')[0]


def _with_details(tag: Tag, attributes: dict[str, str]) -> Tag:
    """Add what classes and other attributes say, and what only some elements have."""
    name = tag.name
    classes = attributes.get("class", "").split()
    if "quote-inline" in classes:
        tag = replace(tag, quote_inline=True)
    if name == "span" and "invisible" in classes:
        return replace(tag, hides=True)
    if name == "span" and "ellipsis" in classes:
        return replace(tag, after="…")
    if name == "img":
        return replace(tag, before=clean_line(unescape(attributes.get("alt", ""))))
    if name == "hr":
        return replace(tag, before="---")
    if name == "rp":  # parentheses for those who cannot show ruby: rt brings its own
        return replace(tag, hides=True)
    if name == "rt":
        return replace(tag, before="(", after=")")
    if name in ("ol", "li"):
        number = attributes.get("start" if name == "ol" else "value", "")
        return replace(tag, number=int(number) if re.fullmatch(r"-?[0-9]{1,9}", number) else None)
    return tag
