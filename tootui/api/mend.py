"""Repairs one item that does not decode, field by field, so that one odd value does not cost the whole post.

What is wrong is put right where that is certain (a number where an id is text, a time without zone), dropped where the
field may be absent, and given up only where nothing could be shown without it.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from math import isfinite
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import UNSET, Struct, UnsetType, ValidationError, convert
from msgspec.structs import FieldInfo, fields

from tootui.model.status import Status

_ESSENTIAL = {(Status, "reblog")}
"""Optional fields that may not be dropped when they hold something: a boost without its post is no post."""

_MILLISECONDS_FROM = 100_000_000_000
"""Numbers above are milliseconds since the epoch, not seconds (which would be the year 5138); Hollo sends them."""


class Unusable(Exception):
    """A value that cannot be put right; ``field`` is the dotted name of what is wrong in it, empty for the whole."""

    def __init__(self, field: str = "") -> None:
        super().__init__(field)
        self.field = field

    def within(self, name: str) -> Unusable:
        """The same trouble, seen from one level further out."""
        return Unusable(f"{name}.{self.field}" if self.field else name)


def mend(value: object, wanted: Any) -> Any:  # noqa: ANN401 - types are data here
    """Make a decoded JSON value fit the wanted type.

    Raises:
        Unusable: a required part is missing or wrong.
    """
    try:
        return convert(value, wanted)
    except (ValidationError, OverflowError):
        pass
    wanted = _bare(wanted)
    origin = get_origin(wanted)
    if origin in (Union, types.UnionType):
        return _mend_union(value, get_args(wanted))
    if origin is list:
        return _mend_list(value, get_args(wanted)[0])
    if origin is dict:
        return _mend_dict(value, get_args(wanted)[1])
    if isinstance(wanted, type) and issubclass(wanted, Struct):
        return _mend_struct(value, wanted)
    repair = _SCALARS.get(wanted)
    if repair is None:
        raise Unusable
    return repair(value)


def _bare(wanted: Any) -> Any:  # noqa: ANN401
    return get_args(wanted)[0] if get_origin(wanted) is Annotated else wanted


def _mend_union(value: object, members: tuple[Any, ...]) -> Any:  # noqa: ANN401
    trouble = Unusable()
    for member in members:
        if member in (types.NoneType, UnsetType):
            continue
        try:
            return mend(value, member)
        except Unusable as found:
            trouble = found
    raise trouble


def _mend_list(value: object, member: Any) -> list[Any]:  # noqa: ANN401
    if not isinstance(value, list):
        raise Unusable
    mended = []
    for item in value:
        try:
            mended.append(mend(item, member))
        except Unusable:
            continue
    return mended


def _mend_dict(value: object, member: Any) -> dict[str, Any]:  # noqa: ANN401
    if not isinstance(value, dict):
        raise Unusable
    mended = {}
    for key, item in value.items():
        try:
            mended[key] = mend(item, member)
        except Unusable:
            continue
    return mended


def _mend_struct(value: object, wanted: type[Struct]) -> Struct:
    if not isinstance(value, dict):
        raise Unusable
    kept: dict[str, object] = {}
    for field in _fields(wanted):
        told = value.get(field.encode_name, UNSET)
        if told is not UNSET:
            try:
                kept[field.name] = mend(told, field.type)
                continue
            except Unusable as trouble:
                if field.required or ((wanted, field.name) in _ESSENTIAL and told is not None):
                    raise trouble.within(field.name) from trouble
        elif field.required:
            raise Unusable(field.name)
    return wanted(**kept)


@cache
def _fields(wanted: type[Struct]) -> tuple[FieldInfo, ...]:
    return fields(wanted)


def _text(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    raise Unusable


def _whole_number(value: object) -> int:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and len(value) < 20 and value.isascii() and value.isdigit():
        return int(value)
    raise Unusable


def _number(value: object) -> float:
    if isinstance(value, str) and len(value) < 20:
        try:
            found = float(value)
        except ValueError:
            raise Unusable from None
        if isfinite(found):
            return found
    raise Unusable


def _moment(value: object) -> datetime:
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / 1000 if value > _MILLISECONDS_FROM else value, UTC)
        if isinstance(value, str):
            when = datetime.fromisoformat(value)
            return when if when.tzinfo is not None else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError, OSError):
        pass
    raise Unusable


_SCALARS: dict[object, Callable[[object], object]] = {
    str: _text,
    int: _whole_number,
    float: _number,
    datetime: _moment,
}
