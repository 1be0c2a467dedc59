"""From bytes to entities: a page in one go, and when that fails item by item, each repaired as far as it goes.

A server may send anything at all here; the only thing that comes out beside entities is `BadAnswer`.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar, cast, get_args, get_origin

from msgspec import MsgspecError, Struct
from msgspec.json import Decoder
from msgspec.structs import fields, replace

from tootui.api.cleaning import cleaned, is_suspicious
from tootui.api.mend import Unusable, mend
from tootui.model.errors import BadAnswer
from tootui.model.pages import Problem

E = TypeVar("E")
B = TypeVar("B", bound=Struct)

_NOT_DECODED = (MsgspecError, UnicodeDecodeError, RecursionError)


def page(body: bytes, entity: type[E]) -> tuple[list[E], list[Problem]]:
    """Decode a list of entities.

    Returns:
        What could be read, and what could not: an item without a usable id, author or the like.

    Raises:
        BadAnswer: this is no JSON list.
    """
    try:
        items: list[E] = _decoder(list[entity]).decode(body)  # type: ignore[valid-type]  # a type made from a value
    except _NOT_DECODED:
        found = lenient(body)
        if not isinstance(found, list):
            raise BadAnswer("The server sent something else than the list it was asked for.") from None
        return items_of(found, entity)
    if is_suspicious(body):
        items = cleaned(items)
    return _with_ids(items, entity)


def one(body: bytes, entity: type[E]) -> E:
    """Decode a single entity.

    Raises:
        BadAnswer: this is no such thing.
    """
    try:
        value: E = _decoder(entity).decode(body)
    except _NOT_DECODED:
        return _mended(lenient(body), entity)
    return cleaned(value) if is_suspicious(body) else value


def bundle(body: bytes, entity: type[B]) -> B:
    """Decode lists that come together, such as a post's surroundings, leaving out (and naming) what cannot be read.

    Args:
        entity: its ``problems`` are ours, whatever a server sends under that name.

    Raises:
        BadAnswer: this is no such thing.
    """
    try:
        value: B = _decoder(entity).decode(body)
    except _NOT_DECODED:
        return _bundled(lenient(body), entity)
    return replace(cleaned(value) if is_suspicious(body) else value, problems=[])


def _bundled(found: object, entity: type[B]) -> B:
    if not isinstance(found, dict):
        raise BadAnswer("The server sent something else than it was asked for.") from None
    lists: dict[str, object] = {}
    problems: list[Problem] = []
    for field in fields(entity):
        if field.name != "problems" and get_origin(field.type) is list:
            lists[field.name], lost = items_of(_list(found.get(field.encode_name)), get_args(field.type)[0])
            problems += lost
    return entity(**lists, problems=problems)


def lenient(body: bytes) -> Any:  # noqa: ANN401 - JSON of any shape
    """Read JSON as plain values, with everything forgiven that can be: raw controls, bad UTF-8, half surrogates.

    Raises:
        BadAnswer: there is no JSON in it.
    """
    try:
        return _encodable(json.loads(body.decode("utf-8-sig", "replace"), strict=False))
    except (ValueError, RecursionError):
        raise BadAnswer("The server sent something that is no JSON.") from None


def items_of(found: list[Any], entity: type[E]) -> tuple[list[E], list[Problem]]:
    """Turn plain values into entities one by one, repaired where that is needed."""
    items: list[E] = []
    problems: list[Problem] = []
    for value in found:
        try:
            items.append(cleaned(mend(value, entity)))
        except Unusable as trouble:
            problems.append(Problem(entity.__name__.lower(), _id_of(value), trouble.field))
    items, nameless = _with_ids(items, entity)
    return items, problems + nameless


def _mended(value: object, entity: type[E]) -> E:
    try:
        return cleaned(cast(E, mend(value, entity)))
    except Unusable as trouble:
        what = f" (its {trouble.field})" if trouble.field else ""
        raise BadAnswer(f"The server's answer cannot be understood{what}.") from None


def _with_ids(items: list[E], entity: type[E]) -> tuple[list[E], list[Problem]]:
    """Part the entities that have an id, or need none, from those whose id is empty."""
    nameless = [item for item in items if getattr(item, "id", None) == ""]
    if not nameless:
        return items, []
    kept = [item for item in items if getattr(item, "id", None) != ""]
    return kept, [Problem(entity.__name__.lower(), "", "id") for _ in nameless]


def _id_of(value: object) -> str:
    found = value.get("id") if isinstance(value, dict) else None
    return cleaned(str(found))[:80] if isinstance(found, str | int) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _encodable(value: Any) -> Any:  # noqa: ANN401 - JSON of any shape
    """Half surrogates, which JSON may name but no file or terminal can take, become question marks."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_encodable(item) for item in value]
    if isinstance(value, dict):
        return {key: _encodable(item) for key, item in value.items()}
    return value


def _decoder(wanted: object) -> Decoder[Any]:
    """The decoder for a type; made once, since that costs more than a page."""
    decoder = _decoders.get(wanted)
    if decoder is None:
        decoder = _decoders[wanted] = Decoder(cast(Any, wanted))
    return decoder


_decoders: dict[object, Decoder[Any]] = {}
