"""Takes control and bidi characters out of decoded plain fields (design.md §10).

HTML fields are left as they are: their entities become live characters only in ``tootui.text.html``, which cleans
after decoding them. Nearly every page is clean, and telling so from its bytes is far cheaper than walking its entities.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, TypeVar, Union, cast, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields, replace

from tootui.model.account import Account, Field, Relationship, Source
from tootui.model.notification import Fallback
from tootui.model.status import MediaAttachment, PreviewCard, Status
from tootui.text.clean import clean_line, clean_text

T = TypeVar("T")

_HTML = {(Status, "content"), (Account, "note"), (Field, "value"), (Fallback, "title"), (Fallback, "summary")}
_SEVERAL_LINES = {
    (Status, "spoiler_text"),
    (Status, "text"),
    (Source, "note"),
    (Relationship, "note"),
    (MediaAttachment, "description"),
    (PreviewCard, "description"),
}

# Quick scans instead of one alternation, which `re` cannot search for by its first bytes. The first two find escapes
# (`\u001b`, `\u202e`, `\t` …), the third what stands there in UTF-8: C1 controls, line separators, bidi controls.
_ESCAPED_CODE_POINT = re.compile(rb"\\u(?:00(?:[01]|7[fF]|[89])|202[89a-eA-E]|206[6-9])")
_SHORT_ESCAPE = re.compile(rb"\\[rtbf]")
_RAW = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]")

_LINE_BREAK = re.compile(rb"\\n")
_KEYS_OF_SEVERAL_LINES = frozenset(name.encode() for _, name in _HTML | _SEVERAL_LINES) - {b"title"}
_BEGUN_TEXT = re.compile(rb'\s*"(?:[^"\\]|\\.)*')
_MOST_BREAKS = 100


def is_suspicious(body: bytes) -> bool:
    """Tell whether a JSON text may hold a character that cleaning takes out: yes may be wrong, no never is."""
    if _SHORT_ESCAPE.search(body) or _ESCAPED_CODE_POINT.search(body) or b"\x7f" in body:
        return True
    return _may_break_a_line(body) or (not body.isascii() and _RAW.search(body) is not None)


def _may_break_a_line(body: bytes) -> bool:
    """Tell whether a line break may stand elsewhere than in fields of several lines, such as picture descriptions.

    Looks back from each break for the key of the text it stands in; what is not plainly that is suspicious.
    """
    for count, found in enumerate(_LINE_BREAK.finditer(body)):
        colon = body.rfind(b'":', 0, found.start())
        key = body[body.rfind(b'"', 0, max(colon, 0)) + 1 : colon]
        if count == _MOST_BREAKS or key not in _KEYS_OF_SEVERAL_LINES:
            return True
        if not _BEGUN_TEXT.fullmatch(body, colon + 2, found.start()):
            return True
    return False


def cleaned(value: T) -> T:
    """Give an entity, or a list of them or of texts, with its plain fields cleaned; the same object if it was clean."""
    return cast(T, _cleaned(value))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, Struct):
        return _cleaned_struct(value)
    if isinstance(value, list):
        fresh = [_cleaned(item) for item in value]
        return value if all(new is old for new, old in zip(fresh, value, strict=True)) else fresh
    return value


def _cleaned_struct(entity: Struct) -> Struct:
    plan = _plan(type(entity))
    changes: dict[str, object] = {}
    for name in plan.texts:
        text = getattr(entity, name)
        # Written out here, not called: this runs some 2,000 times for a page.
        if type(text) is str and not text.isprintable():
            changes[name] = plan.cleaners[name](text)
    for name in plan.nested:
        old = getattr(entity, name)
        if old:
            new = _cleaned(old)
            if new is not old:
                changes[name] = new
    return replace(entity, **changes) if changes else entity


class _Plan(NamedTuple):
    """Where in an entity texts are to be found."""

    texts: tuple[str, ...]
    cleaners: dict[str, Callable[[str], str]]
    nested: tuple[str, ...]


@cache
def _plan(entity: type[Struct]) -> _Plan:
    plain = [field for field in fields(entity) if (entity, field.name) not in _HTML]
    texts = tuple(field.name for field in plain if str in _members(field.type))
    nested = tuple(field.name for field in plain if any(_holds_texts(member) for member in _members(field.type)))
    return _Plan(
        texts, {name: clean_text if (entity, name) in _SEVERAL_LINES else clean_line for name in texts}, nested
    )


def _members(annotation: object) -> tuple[object, ...]:
    """The types of a union, or the type alone."""
    if get_origin(annotation) in (Union, types.UnionType):
        return get_args(annotation)
    return (annotation,)


def _holds_texts(annotation: object) -> bool:
    if get_origin(annotation) is list:
        member = get_args(annotation)[0]
        return member is str or _holds_texts(member)
    return isinstance(annotation, type) and issubclass(annotation, Struct)
