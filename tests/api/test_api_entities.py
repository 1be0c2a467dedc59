"""Every entity there is, whatever is sent for it: something of its type or an error of ours, and no live character."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import UnionType
from typing import Any, Union, get_args, get_origin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import fields

import tootui.model
from tests.api.endpoints import ENDPOINTS
from tests.api.endpoints.endpoint import Endpoint
from tests.api.test_api_decode_properties import HOSTILE, JSON
from tootui.api import cleaning, decode
from tootui.model.base import Entity, Html, Lines
from tootui.model.errors import BadAnswer
from tootui.model.pages import Page
from tootui.text.clean import clean_line, clean_text

for module in iter_modules(tootui.model.__path__):
    import_module(f"tootui.model.{module.name}")


def kinds_of(entity: type[Struct]) -> Iterator[type[Struct]]:
    for kind in entity.__subclasses__():
        yield kind
        yield from kinds_of(kind)


ENTITIES = sorted(set(kinds_of(Entity)), key=lambda kind: kind.__name__)


def _read_with(endpoint: Endpoint) -> tuple[Any, bool]:
    """The entity of an endpoint's answer, and whether it comes in a list; None when it is no entity."""
    origin, members = get_origin(endpoint.result), get_args(endpoint.result)
    entity = members[0] if origin in (Page, list) else endpoint.result
    is_entity = isinstance(entity, type) and issubclass(entity, Entity)
    return (entity if is_entity else None), origin in (Page, list)


ANSWERS = [(*_read_with(endpoint), endpoint.answer) for endpoint in ENDPOINTS if _read_with(endpoint)[0] is not None]
"""Of every endpoint that answers with entities: which, whether in a list, and a whole answer."""


def _read(body: bytes, entity: type[Any], in_list: bool) -> list[Any]:
    if in_list:
        items, _ = decode.page(body, entity)
        return items
    return [decode.one(body, entity)]


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every holder and key in a JSON value."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])


@settings(max_examples=400)
@given(st.data())
def test_anything_anywhere_is_an_entity_or_a_bad_answer(data: st.DataObject) -> None:
    entity, in_list, answer = data.draw(st.sampled_from(ANSWERS))
    answer = copy.deepcopy(answer)
    for _ in range(data.draw(st.integers(1, 3))):
        holder, key = data.draw(st.sampled_from(list(_places(answer)) or [({}, "x")]))
        if isinstance(holder, dict) and data.draw(st.booleans()):
            holder.pop(key, None)
        else:
            holder[key] = data.draw(JSON)
    try:
        found = _read(json.dumps(answer).encode(), entity, in_list)
    except BadAnswer:
        assert not in_list
        return
    assert all(type(item) is entity for item in found)


@settings(max_examples=400)
@given(st.data())
def test_no_plain_text_of_any_entity_holds_a_live_character(data: st.DataObject) -> None:
    entity, in_list, answer = data.draw(st.sampled_from(ANSWERS))
    answer = copy.deepcopy(answer)
    places = [(holder, key) for holder, key in _places(answer) if isinstance(holder[key], str)]
    for holder, key in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=4)) if places else []:
        holder[key] = data.draw(HOSTILE)
    body = json.dumps(answer, ensure_ascii=data.draw(st.booleans())).encode("utf-8", "surrogatepass")
    try:
        found = _read(body, entity, in_list)
    except BadAnswer:
        return
    for text, kind in [pair for item in found for pair in _texts(item)]:
        if kind is not Html:
            assert (clean_text if kind is Lines else clean_line)(text) == text


def _texts(entity: Struct) -> Iterator[tuple[str, Any]]:
    """All texts in an entity, each with what its type says it is."""
    for field in fields(entity):
        members = _members(field.type)
        kind = Html if Html in members else Lines if Lines in members else str
        value = getattr(entity, field.name)
        if isinstance(value, str):
            yield value, kind
        for inner in value if isinstance(value, list) else value.values() if isinstance(value, dict) else [value]:
            if isinstance(inner, Struct):
                yield from _texts(inner)
            elif isinstance(inner, str) and not isinstance(value, str):
                yield inner, str


def _members(annotation: Any) -> tuple[Any, ...]:
    """The types of a union, or the type alone."""
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.__name__)
def test_names_that_may_hold_line_breaks_do_so_everywhere(entity: type[Struct]) -> None:
    """A page is looked through by names: one that means a single line somewhere would let a line break pass there."""
    several = {key.decode() for key in cleaning._KEYS_OF_SEVERAL_LINES}
    for field in fields(entity):
        assert field.encode_name not in several or str not in _members(field.type), field.name


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda entity: entity.__name__)
def test_entities_are_frozen_and_let_unknown_keys_pass(entity: type[Struct]) -> None:
    config = entity.__struct_config__

    assert config.frozen
    assert not config.forbid_unknown_fields
