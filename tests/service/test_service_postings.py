"""What is sent of a draft."""

from __future__ import annotations

import msgspec

from tootui.cache.drafts import Draft, DraftMedia, DraftPoll
from tootui.model.instance import Limits
from tootui.model.posting import NewStatus, StatusChanges
from tootui.service.postings import new_status, status_changes

NOW = 1_000_000.0


def sent(body: NewStatus | StatusChanges) -> dict[str, object]:
    decoded: dict[str, object] = msgspec.json.decode(msgspec.json.encode(body))
    return decoded


def changes(draft: Draft) -> dict[str, object]:
    return sent(status_changes(draft, {}, now=NOW, limits=Limits()))


def test_a_plain_post_leaves_the_rest_to_the_server() -> None:
    assert sent(new_status(Draft(text="hello"), {})) == {"status": "hello", "visibility": "public"}


def test_everything_chosen_is_sent() -> None:
    draft = Draft(
        text="look",
        spoiler_text="cats",
        visibility="unlisted",
        language="de",
        in_reply_to_id="7",
        quoted_status_id="8",
        quote_policy="nobody",
        poll=DraftPoll(options=("yes", "no"), expires_in=300, multiple=True, hide_totals=True),
    )
    assert sent(new_status(draft, {})) == {
        "status": "look",
        "spoiler_text": "cats",
        "visibility": "unlisted",
        "sensitive": True,
        "language": "de",
        "in_reply_to_id": "7",
        "quoted_status_id": "8",
        "quote_approval_policy": "nobody",
        "poll": {"options": ["yes", "no"], "expires_in": 300, "multiple": True, "hide_totals": True},
    }


def test_media_go_in_their_order_wherever_they_come_from() -> None:
    draft = Draft(text="", media=(DraftMedia(id="a", path="/a.png"), DraftMedia(media_id="77"), DraftMedia(id="b")))
    assert sent(new_status(draft, {"a": "1", "b": "2"}))["media_ids"] == ["1", "77", "2"]


def test_an_edit_names_all_of_the_post_and_tells_only_what_is_new_of_media() -> None:
    draft = Draft(
        edit_of="7",
        text="look",
        language="en",
        media=(
            DraftMedia(media_id="1", description="a cat", described="a cat"),
            DraftMedia(media_id="2", description="a dog", described=""),
            DraftMedia(media_id="3", description="", described="a bird", focus=(0.5, -1)),
        ),
    )
    assert changes(draft) == {
        "status": "look",
        "spoiler_text": "",
        "sensitive": False,
        "language": "en",
        "media_ids": ["1", "2", "3"],
        "media_attributes": [
            {"id": "2", "description": "a dog"},
            {"id": "3", "description": "", "focus": "0.50,-1.00"},
        ],
    }


def test_a_running_poll_ends_when_it_would_have() -> None:
    poll = DraftPoll(options=("a", "b"), closes_at=NOW + 3600)
    assert changes(Draft(edit_of="7", poll=poll))["poll"] == {"options": ["a", "b"], "expires_in": 3600}


def test_a_poll_cannot_end_sooner_than_the_server_allows() -> None:
    poll = DraftPoll(options=("a", "b"), closes_at=NOW - 10)
    assert changes(Draft(edit_of="7", poll=poll))["poll"] == {"options": ["a", "b"], "expires_in": 300}


def test_the_poll_of_a_new_text_begins_anew() -> None:
    poll = DraftPoll(options=("a", "b"), expires_in=600)
    assert changes(Draft(edit_of="7", poll=poll))["poll"] == {"options": ["a", "b"], "expires_in": 600}
