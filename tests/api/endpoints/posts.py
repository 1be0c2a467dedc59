"""Statuses, media, polls, what is scheduled."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from tests.api.endpoints.endpoint import ID, MOMENT, Endpoint, paged
from tests.api.samples import account_json, media_json, status_json
from tootui.model.account import Account
from tootui.model.edits import StatusEdit, StatusSource
from tootui.model.posting import MediaAttributes, NewPoll, NewStatus, StatusChanges
from tootui.model.refreshes import AsyncRefresh
from tootui.model.scheduled import ScheduledStatus
from tootui.model.status import Context, MediaAttachment, Poll, Status
from tootui.model.translation import Translation

STATUS = status_json(1)
POLL = {"id": "7", "options": [{"title": "Yes", "votes_count": None}], "expires_at": None, "voters_count": None}
SCHEDULED = {
    "id": "3",
    "scheduled_at": MOMENT,
    "params": {"text": "Later", "media_ids": None, "poll": None, "application_id": 12},
    "media_attachments": [],
}
_STATUSES = "/api/v1/statuses"


def _act(verb: str) -> Endpoint:
    return Endpoint(f"statuses.{verb}", "POST", f"{_STATUSES}/:id/{verb}", Status, STATUS, args=(ID,))


def _read(name: str, result: Any, answer: Any) -> Endpoint:
    return Endpoint(f"statuses.{name}", "GET", f"{_STATUSES}/:id/{name}", result, answer, args=(ID,))


POSTS = [
    Endpoint(
        "statuses.post",
        "POST",
        _STATUSES,
        Status,
        STATUS,
        args=(
            NewStatus(
                status="Which?",
                visibility="private",
                sensitive=False,
                poll=NewPoll(options=["a", "b"], expires_in=300, multiple=True),
                media_ids=["1"],
                quoted_status_id=ID,
                quote_approval_policy="nobody",
                allowed_mentions=["2"],
            ),
        ),
        kwargs={"idempotency_key": "key"},
        json={
            "status": "Which?",
            "visibility": "private",
            "sensitive": False,
            "poll": {"options": ["a", "b"], "expires_in": 300, "multiple": True},
            "media_ids": ["1"],
            "quoted_status_id": ID,
            "quote_approval_policy": "nobody",
            "allowed_mentions": ["2"],
        },
    ),
    Endpoint("statuses.get", "GET", f"{_STATUSES}/:id", Status, STATUS, args=(ID,)),
    Endpoint(
        "statuses.several",
        "GET",
        _STATUSES,
        list[Status],
        [STATUS],
        kwargs={"id": ["1", "2"]},
        query=[("id[]", "1"), ("id[]", "2")],
    ),
    Endpoint(
        "statuses.edit",
        "PUT",
        f"{_STATUSES}/:id",
        Status,
        STATUS,
        args=(
            ID,
            StatusChanges(
                status="Better",
                spoiler_text="",
                media_ids=["1"],
                media_attributes=[MediaAttributes(id="1", description="A cat", focus="0.00,0.50")],
            ),
        ),
        json={
            "status": "Better",
            "spoiler_text": "",
            "media_ids": ["1"],
            "media_attributes": [{"id": "1", "description": "A cat", "focus": "0.00,0.50"}],
        },
    ),
    Endpoint(
        "statuses.delete",
        "DELETE",
        f"{_STATUSES}/:id",
        Status,
        {**STATUS, "text": "Which?"},
        args=(ID,),
        kwargs={"delete_media": True},
        query=[("delete_media", "true")],
    ),
    _read("context", Context, {"ancestors": [STATUS], "descendants": []}),
    _read("source", StatusSource, {"id": "1", "text": "a\nb", "spoiler_text": ""}),
    _read(
        "history",
        list[StatusEdit],
        [{"content": "<p>a</p>", "created_at": MOMENT, "account": account_json(1), "poll": None, "emojis": []}],
    ),
    Endpoint(
        "statuses.translate",
        "POST",
        f"{_STATUSES}/:id/translate",
        Translation,
        {
            "content": "<p>Hallo</p>",
            "language": "de",
            "detected_source_language": "en",
            "provider": "DeepL.com",
            "poll": {"id": "1", "options": [{"title": "Ja"}]},
            "media_attachments": [{"id": "1", "description": "Eine Katze"}],
        },
        args=(ID,),
        kwargs={"lang": "de"},
        json={"lang": "de"},
    ),
    _read("reblogged_by", paged(Account), [account_json(1)]),
    _read("favourited_by", paged(Account), [account_json(1)]),
    _read("quotes", paged(Status), [STATUS]),
    Endpoint(
        "statuses.revoke_quote",
        "POST",
        f"{_STATUSES}/:id/quotes/:quoting_status_id/revoke",
        Status,
        STATUS,
        args=(ID, ID),
    ),
    Endpoint(
        "statuses.interaction_policy",
        "PUT",
        f"{_STATUSES}/:id/interaction_policy",
        Status,
        STATUS,
        args=(ID,),
        kwargs={"quote_approval_policy": "followers"},
        json={"quote_approval_policy": "followers"},
    ),
    _act("favourite"),
    _act("unfavourite"),
    Endpoint(
        "statuses.reblog",
        "POST",
        f"{_STATUSES}/:id/reblog",
        Status,
        {**STATUS, "reblog": status_json(2)},
        args=(ID,),
        kwargs={"visibility": "private"},
        json={"visibility": "private"},
    ),
    _act("unreblog"),
    _act("bookmark"),
    _act("unbookmark"),
    _act("mute"),
    _act("unmute"),
    _act("pin"),
    _act("unpin"),
    Endpoint("bookmarks.list", "GET", "/api/v1/bookmarks", paged(Status), [STATUS]),
    Endpoint("favourites.list", "GET", "/api/v1/favourites", paged(Status), [STATUS]),
    Endpoint("scheduled_statuses.list", "GET", "/api/v1/scheduled_statuses", paged(ScheduledStatus), [SCHEDULED]),
    Endpoint("scheduled_statuses.get", "GET", "/api/v1/scheduled_statuses/:id", ScheduledStatus, SCHEDULED, args=(ID,)),
    Endpoint(
        "scheduled_statuses.update",
        "PUT",
        "/api/v1/scheduled_statuses/:id",
        ScheduledStatus,
        SCHEDULED,
        args=(ID,),
        kwargs={"scheduled_at": datetime(2026, 12, 24, 18, tzinfo=UTC)},
        json={"scheduled_at": "2026-12-24T18:00:00+00:00"},
    ),
    Endpoint("scheduled_statuses.delete", "DELETE", "/api/v1/scheduled_statuses/:id", None, args=(ID,)),
    Endpoint("polls.get", "GET", "/api/v1/polls/:id", Poll, POLL, args=(ID,)),
    Endpoint(
        "polls.vote",
        "POST",
        "/api/v1/polls/:id/votes",
        Poll,
        POLL,
        args=(ID,),
        kwargs={"choices": [0, 2]},
        json={"choices": [0, 2]},
    ),
    Endpoint("media.get", "GET", "/api/v1/media/:id", tuple[MediaAttachment, bool], media_json(1), args=(ID,)),
    Endpoint(
        "media.update",
        "PUT",
        "/api/v1/media/:id",
        MediaAttachment,
        media_json(1),
        args=(ID,),
        kwargs={"description": "A cat", "focus": (-1, 0.5)},
        json={"description": "A cat", "focus": "-1.00,0.50"},
    ),
    Endpoint("media.delete", "DELETE", "/api/v1/media/:id", None, args=(ID,)),
    Endpoint(
        "async_refreshes.get",
        "GET",
        "/api/v1_alpha/async_refreshes/:id",
        AsyncRefresh,
        {"async_refresh": {"id": "1", "status": "finished", "result_count": 3}},
        args=(ID,),
    ),
]
