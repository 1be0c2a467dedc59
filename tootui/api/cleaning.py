"""Takes control and bidi characters out of decoded plain fields (design.md §10).

Which text is what, its type tells (`Html`, `Lines`, or one line). HTML is left as it is: its entities become live
characters only in ``tootui.text.html``, which cleans after decoding them. Nearly every page is clean, and telling so
from its bytes is far cheaper than walking its entities.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable
from functools import cache
from typing import NamedTuple, TypeVar, Union, cast, get_args, get_origin

from msgspec import Struct
from msgspec.structs import fields, replace

from tootui.model.base import Lines
from tootui.text.clean import clean_line, clean_text

T = TypeVar("T")

# Quick scans instead of one alternation, which `re` cannot search for by its first bytes. The first two find escapes
# (`\u001b`, `\u202e`, `\t` …), the third what stands there in UTF-8: C1 controls, line separators, bidi controls.
_ESCAPED_CODE_POINT = re.compile(rb"\\u(?:00(?:[01]|7[fF]|[89])|202[89a-eA-E]|206[6-9])")
_SHORT_ESCAPE = re.compile(rb"\\[rtbf]")
_RAW = re.compile(rb"\xc2[\x80-\x9f]|\xe2\x80[\xa8-\xae]|\xe2\x81[\xa6-\xa9]")

_LINE_BREAK = re.compile(rb"\\n")
_KEYS_OF_SEVERAL_LINES = frozenset((b"content", b"note", b"value", b"spoiler_text", b"text", b"description"))
"""Where line breaks are usual. No entity may have a one-line text of such a name."""

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
    """Give an entity, or a list or dict of them or of texts, with its plain fields cleaned; the same if clean."""
    return cast(T, _cleaned(value))


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, Struct):
        return _cleaned_struct(value)
    if isinstance(value, list):
        fresh = [_cleaned(item) for item in value]
        return value if all(new is old for new, old in zip(fresh, value, strict=True)) else fresh
    if isinstance(value, dict):
        return {_cleaned(key): _cleaned(item) for key, item in value.items()}
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
    cleaners: dict[str, Callable[[str], str]] = {}
    nested = []
    for field in fields(entity):
        members = _members(field.type)
        if Lines in members:
            cleaners[field.name] = clean_text
        elif str in members:
            cleaners[field.name] = clean_line
        if any(_holds_texts(member) for member in members):
            nested.append(field.name)
    return _Plan(tuple(cleaners), cleaners, tuple(nested))


def _members(annotation: object) -> tuple[object, ...]:
    """The types of a union, or the type alone."""
    if get_origin(annotation) in (Union, types.UnionType):
        return get_args(annotation)
    return (annotation,)


def _holds_texts(annotation: object) -> bool:
    if get_origin(annotation) in (list, dict):
        return any(member is str or _holds_texts(member) for member in get_args(annotation))
    return isinstance(annotation, type) and issubclass(annotation, Struct)
