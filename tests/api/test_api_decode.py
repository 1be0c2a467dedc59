"""From bytes to entities: one odd value never costs more than itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec import UNSET

from tests.api.samples import account_json, encoded, media_json, page_json, status_json
from tootui.api import decode
from tootui.api.cleaning import is_suspicious
from tootui.model.account import Account
from tootui.model.errors import BadAnswer
from tootui.model.notification import Notification
from tootui.model.pages import Problem
from tootui.model.status import Context, Status


def test_a_page_decodes_with_everything_in_it() -> None:
    statuses, problems = decode.page(encoded(page_json(40)), Status)

    assert problems == []
    assert [status.id for status in statuses] == [item["id"] for item in page_json(40)]
    boost = next(status for status in statuses if status.reblog is not None)
    assert boost.inner.content.startswith("<p>Note")
    assert boost.inner.favourited is False


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"id": 110}, "id", "110"),
        ({"in_reply_to_id": 7}, "in_reply_to_id", "7"),
        ({"replies_count": "12"}, "replies_count", 12),
        ({"replies_count": 12.0}, "replies_count", 12),
        ({"replies_count": -1.5}, "replies_count", UNSET),
        ({"content": None}, "content", ""),
        ({"tags": None}, "tags", []),
        ({"media_attachments": "none"}, "media_attachments", []),
        ({"poll": []}, "poll", None),
        ({"favourited": "yes"}, "favourited", UNSET),
        ({"visibility": "circle"}, "visibility", "circle"),
        ({"created_at": "2026-11-21T00:36:38"}, "created_at", datetime(2026, 11, 21, 0, 36, 38, tzinfo=UTC)),
        ({"created_at": "2026-11-21T00:36:38.1234567+00:00"}, "created_at", None),
        ({"created_at": 1_795_221_398}, "created_at", datetime(2026, 11, 21, 0, 36, 38, tzinfo=UTC)),
        ({"created_at": 1_795_221_398_000}, "created_at", datetime(2026, 11, 21, 0, 36, 38, tzinfo=UTC)),
        ({"edited_at": "yesterday"}, "edited_at", None),
    ],
)
def test_a_wrong_value_is_put_right_or_left_out(changes: dict[str, Any], field: str, value: object) -> None:
    statuses, problems = decode.page(encoded([status_json(1), status_json(2, **changes)]), Status)

    assert problems == []
    assert len(statuses) == 2
    if value is not None or field != "created_at":
        assert getattr(statuses[1], field) == value
    assert statuses[1].account.display_name.startswith("Ada Lovelace 2")


def test_deep_inside_a_post_only_the_wrong_value_goes() -> None:
    account = account_json(1, id=5, followers_count="many", fields=[{"name": "Home"}, "?", {"name": 3, "value": "x"}])
    media = [media_json(1, id=9), {"type": "image"}, media_json(3)]

    statuses, problems = decode.page(encoded([status_json(1, account=account, media_attachments=media)]), Status)

    assert problems == []
    (status,) = statuses
    assert (status.account.id, status.account.followers_count) == ("5", UNSET)
    assert [field.name for field in status.account.fields] == ["Home", "3"]
    assert [media.id for media in status.media_attachments] == ["9", media_json(3)["id"]]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"account": None}, "account"),
        ({"account": {"acct": "ada"}}, "account.id"),
        ({"created_at": "never"}, "created_at"),
        ({"reblog": {"id": "3"}}, "reblog.account"),
        ({"id": ""}, "id"),
        ({"id": None}, "id"),
    ],
)
def test_what_cannot_be_shown_is_left_out_and_named(changes: dict[str, Any], field: str) -> None:
    statuses, problems = decode.page(encoded([status_json(1), status_json(2, **changes), status_json(3)]), Status)

    assert [status.id for status in statuses] == [status_json(1)["id"], status_json(3)["id"]]
    expected_id = "" if field == "id" else status_json(2)["id"]
    assert problems == [Problem("status", expected_id, field)]


@pytest.mark.parametrize("junk", [None, 3, "text", [], [[]]])
def test_items_that_are_no_objects_are_left_out(junk: object) -> None:
    statuses, problems = decode.page(encoded([junk, status_json(1)]), Status)

    assert len(statuses) == 1
    assert [problem.entity for problem in problems] == ["status"]


@pytest.mark.parametrize(
    "body", [b"", b"null", b"{}", b"<html>", b"[1,", b"\xff\xfe", b"[" * 100_000, b'"text"', b"NaN"]
)
def test_something_else_than_a_list_is_a_bad_answer(body: bytes) -> None:
    with pytest.raises(BadAnswer):
        decode.page(body, Status)
    with pytest.raises(BadAnswer):
        decode.one(body, Status)
    with pytest.raises(BadAnswer):
        decode.bundle(b"[]" if body == b"{}" else body, Context)


def test_a_notification_of_unknown_type_is_kept() -> None:
    told = {
        "id": "2026-11-21T00:39:12.633Z/mention/01a1",
        "type": "pleroma:emoji_reaction",
        "created_at": "2026-11-21T00:39:12Z",
    }

    (notification,), problems = decode.page(encoded([told]), Notification)

    assert (notification.id, notification.type, problems) == (told["id"], "pleroma:emoji_reaction", [])


def test_a_context_names_what_it_lost_and_believes_no_foreign_problems() -> None:
    whole = decode.bundle(
        encoded({"ancestors": [status_json(1)], "descendants": [], "problems": [["a", "b", "c"]]}), Context
    )
    damaged = decode.bundle(
        encoded({"ancestors": None, "descendants": [status_json(2), status_json(3, account=4)], "problems": 3}),
        Context,
    )

    assert (len(whole.ancestors), whole.problems) == (1, [])
    assert [status.id for status in damaged.descendants] == [status_json(2)["id"]]
    assert damaged.problems == [Problem("status", status_json(3)["id"], "account")]


def test_plain_fields_come_clean_and_html_is_left_alone() -> None:
    account = account_json(1, display_name="Ada\x1b[31m\n\u202eLovelace\x9b2J\tx", note="<p>\x1b[0m</p>")
    status = status_json(
        1, account=account, spoiler_text="one\r\n\x07two", content="<pre>\x1b]0;x\x07</pre>", language="e\x00n"
    )

    (read,), _ = decode.page(encoded([status]), Status)

    assert read.account.display_name == "Ada[31m Lovelace2J x"
    assert read.spoiler_text == "one\ntwo"
    assert read.language == "en"
    assert read.content == "<pre>\x1b]0;x\x07</pre>"
    assert read.account.note == "<p>\x1b[0m</p>"


@pytest.mark.parametrize(
    "text",
    ["\x1b", "\x00", "\x7f", "\x9b", "\t", "\r", "\b", "\f", "\u2028", "\u2029", "\u202e", "\u2066", "\u2069", "a\nb"],
)
@pytest.mark.parametrize("ascii_only", [True, False])
def test_the_quick_look_misses_nothing_in_a_name(text: str, ascii_only: bool) -> None:
    body = json.dumps([status_json(1, account=account_json(1, display_name=f"x{text}y"))], ensure_ascii=ascii_only)

    assert is_suspicious(body.encode())


def test_the_quick_look_lets_ordinary_pages_pass() -> None:
    page = page_json(8)
    page[0]["media_attachments"] = [media_json(1, description="First line.\nSecond line.\n\nFourth.")]
    page[1]["account"]["display_name"] = "Ünïcödé 🧶 👩‍🚀 日本語 שלום"

    assert not is_suspicious(encoded(page))


@pytest.mark.parametrize(
    "body",
    [
        rb'{"display_name":"\"description\":\"a\nb"}',
        rb'{"description":"x","display_name" : "a\nb"}',
        rb'{"description":["x","a\nb"]}',
        rb'"a\nb"',
    ],
)
def test_nothing_passes_for_a_description_that_is_none(body: bytes) -> None:
    assert is_suspicious(body)


def test_half_characters_and_bad_utf_8_lose_no_post() -> None:
    body = encoded([status_json(1), status_json(2)])
    halved = body.replace(b"Ada Lovelace 1", b"Ada\\ud83d Lovelace")
    broken = body.replace(b"Ada Lovelace 1", b"Ada\xff Lovelace\x01")

    for raw in (halved, broken):
        statuses, problems = decode.page(raw, Status)
        assert (len(statuses), problems) == (2, [])
        statuses[0].account.display_name.encode()
        assert statuses[0].account.display_name.isprintable()


def test_one_account_is_repaired_too() -> None:
    assert decode.one(encoded(account_json(1, id=12, bot="no")), Account).id == "12"
    with pytest.raises(BadAnswer, match="its id"):
        decode.one(b'{"acct":"ada"}', Account)
