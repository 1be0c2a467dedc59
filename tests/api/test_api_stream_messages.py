"""Messages of streams: forms that were seen, and anything at all."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.api.samples import status_json
from tootui.api.stream_messages import event_of
from tootui.model.events import (
    AnnouncementChanged,
    AnnouncementDeleted,
    AnnouncementReacted,
    Event,
    FiltersChanged,
    NotificationsMerged,
    StatusArrived,
    StatusDeleted,
    Stream,
    Unreadable,
)

USER = Stream("user")
PUBLIC = Stream("public")
EVENTS = [
    "update",
    "status.update",
    "delete",
    "notification",
    "notifications_merged",
    "conversation",
    "filters_changed",
    "announcement",
    "announcement.reaction",
    "announcement.delete",
    "something.else",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def message(event: str, payload: object, **more: object) -> bytes:
    return json.dumps({"stream": ["user"], "event": event, "payload": payload, **more}).encode()


def test_a_payload_is_decoded_twice_and_its_plain_fields_are_clean() -> None:
    status = status_json(1, spoiler_text="Sp\x1b[2Joiler\u202e", content="<p>&#27;</p>")
    event = event_of(message("update", json.dumps(status)), None)
    assert isinstance(event, StatusArrived)
    assert event.stream == USER
    assert event.status.spoiler_text == "Sp[2Joiler"
    assert event.status.content == "<p>&#27;</p>"


def test_a_payload_that_is_not_wrapped_into_a_text_is_read_all_the_same() -> None:
    event = event_of(message("update", status_json(1)), None)
    assert isinstance(event, StatusArrived)
    assert event.status.id == status_json(1)["id"]


def test_an_odd_value_is_put_right_as_on_pages() -> None:
    event = event_of(message("update", json.dumps(status_json(1, id=77, poll="none"))), None)
    assert isinstance(event, StatusArrived)
    assert (event.status.id, event.status.poll) == ("77", None)


def test_a_message_that_names_no_stream_belongs_to_the_only_one() -> None:
    unnamed = json.dumps({"event": "delete", "payload": "77"}).encode()
    assert event_of(unnamed, PUBLIC) == StatusDeleted(status_id="77", stream=PUBLIC)
    assert event_of(unnamed, None) == StatusDeleted(status_id="77")


def test_streams_with_a_parameter_are_told_apart() -> None:
    for tag in ("looms", "cats"):
        event = event_of(message("delete", "1", stream=["hashtag:local", tag]), USER)
        assert event == StatusDeleted(status_id="1", stream=Stream("hashtag:local", tag))


def test_events_without_an_entity() -> None:
    assert event_of(b'{"stream": ["user"], "event": "filters_changed"}', None) == FiltersChanged(stream=USER)
    assert event_of(message("filters_changed", "undefined"), None) == FiltersChanged(stream=USER)
    assert event_of(message("notifications_merged", "1"), None) == NotificationsMerged(stream=USER)


def test_announcements() -> None:
    told = event_of(message("announcement", json.dumps({"id": "8", "content": "<p>Tea at four.</p>"})), None)
    assert isinstance(told, AnnouncementChanged)
    assert told.announcement.content == "<p>Tea at four.</p>"
    reaction = {"name": "☕", "count": 3, "announcement_id": "8"}
    reacted = event_of(message("announcement.reaction", json.dumps(reaction)), None)
    assert isinstance(reacted, AnnouncementReacted)
    assert (reacted.announcement_id, reacted.reaction.name, reacted.reaction.count) == ("8", "☕", 3)
    assert event_of(message("announcement.delete", "8"), None) == AnnouncementDeleted(announcement_id="8", stream=USER)


def test_what_has_no_author_is_named_not_lost() -> None:
    event = event_of(message("update", '{"id": "77"}'), None)
    assert isinstance(event, Unreadable)
    assert (event.problem.id, event.problem.field) == ("77", "account")


@given(st.binary(max_size=200))
def test_any_bytes_are_survived(body: bytes) -> None:
    event = event_of(body, USER)
    assert event is None or isinstance(event, Event)


@given(st.sampled_from(EVENTS), JSON | st.text(max_size=40) | JSON.map(json.dumps))
def test_any_payload_is_survived(event: str, payload: object) -> None:
    told = event_of(message(event, payload), USER)
    assert told is None if event == "something.else" else told is not None
