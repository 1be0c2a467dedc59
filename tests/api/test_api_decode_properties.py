"""Whatever a server sends: entities or `BadAnswer`, no page lost for one item, no live character in a plain field."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import Struct

from tests.api.samples import account_json, card_json, media_json, status_json
from tootui.api import decode
from tootui.model.errors import BadAnswer
from tootui.model.status import Context, Status
from tootui.text.clean import clean_text

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
HOSTILE = st.text(
    st.sampled_from('a\n\t\r\x00\x07\x1b\x7f\x9b\u2028\u202e\u2066\ud800<>&"\\[/]é\u200d🧶'), min_size=1, max_size=12
)
REQUIRED = {"id", "account", "created_at"}
HTML = {"Status.content", "Account.note", "Field.value"}
"""Cleaned when it is read, not when it is decoded."""


def whole_status() -> dict[str, Any]:
    poll = {"id": "1", "options": [{"title": "Yes", "votes_count": 3}], "expires_at": None, "emojis": []}
    return status_json(
        5,
        media_attachments=[media_json(5)],
        card=card_json(authors=[{"name": "Ada", "url": "", "account": account_json(9)}]),
        poll=poll,
        reblog=status_json(6),
        quote={"state": "accepted", "quoted_status": status_json(7)},
        filtered=[{"filter": {"id": "1", "title": "Spiders", "context": ["home"]}, "keyword_matches": ["web"]}],
    )


@given(st.sets(st.sampled_from(sorted(status_json(1).keys() - REQUIRED))))
def test_any_optional_field_may_be_missing(missing: set[str]) -> None:
    status = {key: value for key, value in whole_status().items() if key not in missing}

    statuses, problems = decode.page(json.dumps([status, status_json(1)]).encode(), Status)

    assert (len(statuses), problems) == (2, [])


@given(st.sampled_from(sorted(status_json(1).keys() - REQUIRED - {"reblog"})), JSON)
def test_any_optional_field_may_hold_anything(field: str, value: object) -> None:
    body = json.dumps([whole_status() | {field: value}, status_json(1)]).encode()

    statuses, problems = decode.page(body, Status)

    assert (len(statuses), problems) == (2, [])


@settings(max_examples=150)
@given(st.data())
def test_a_wrong_value_anywhere_never_costs_the_rest_of_the_page(data: st.DataObject) -> None:
    status = whole_status()
    holder, key = data.draw(st.sampled_from(list(_places(status))))
    holder[key] = data.draw(JSON)

    statuses, problems = decode.page(json.dumps([status_json(1), status, status_json(2)]).encode(), Status)

    assert len(statuses) + len(problems) == 3
    assert {status_json(1)["id"], status_json(2)["id"]} <= {read.id for read in statuses}


@settings(max_examples=150)
@given(st.data())
def test_no_plain_field_holds_a_live_character(data: st.DataObject) -> None:
    status = whole_status()
    places = [(holder, key) for holder, key in _places(status) if isinstance(holder[key], str) and key != "created_at"]
    for holder, key in data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=5)):
        holder[key] = data.draw(HOSTILE)
    body = json.dumps([status], ensure_ascii=data.draw(st.booleans())).encode("utf-8", "surrogatepass")

    statuses, _ = decode.page(body, Status)

    for text in [text for status in statuses for text in _plain_texts(status)]:
        assert clean_text(text) == text


@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_random_bytes_are_entities_or_a_bad_answer(body: bytes) -> None:
    for read in (
        lambda: decode.page(body, Status),
        lambda: decode.one(body, Status),
        lambda: decode.bundle(body, Context),
    ):
        try:
            read()
        except BadAnswer as answer:
            assert str(answer).endswith(".")


@given(st.integers(min_value=0, max_value=3000))
def test_a_body_that_breaks_off_is_a_bad_answer(cut: int) -> None:
    body = json.dumps([status_json(1)]).encode()
    try:
        decode.page(body[: min(cut, len(body) - 1)], Status)
    except BadAnswer:
        return
    raise AssertionError("half a list was taken for a whole one")


def _places(value: object) -> Iterator[tuple[Any, Any]]:
    """Every holder and key in a JSON value."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])  # type: ignore[index]  # it has keys


def _plain_texts(value: object, is_html: bool = False) -> Iterator[str]:
    if isinstance(value, str) and not is_html:
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _plain_texts(item)
    elif isinstance(value, Struct):
        for name in value.__struct_fields__:
            yield from _plain_texts(getattr(value, name), f"{type(value).__name__}.{name}" in HTML)
