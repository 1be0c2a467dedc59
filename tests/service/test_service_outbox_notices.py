"""What the person is told when the server made something else of a post than was asked for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.support.clock import FakeClock
from tests.support.plain_posts import a_post
from tootui.cache.drafts import Draft
from tootui.model.status import Quote, Status
from tootui.service.connection import Connection
from tootui.service.notices import Notice, Notices
from tootui.service.outbox_notices import OutboxNotices

POST = a_post("1")


@pytest.mark.parametrize(
    ("draft", "status", "words"),
    [
        (Draft(), POST, "Sent."),
        (Draft(edit_of="1"), POST, "Changed."),
        (
            Draft(visibility="public"),
            replace(POST, visibility="private"),
            "Sent, but the server made it “followers” instead of “public”.",
        ),
        (
            Draft(visibility="direct"),
            replace(POST, visibility="list\x1b[2J"),
            "Sent, but the server made it “list[2J” instead of “direct”.",
        ),
        (
            Draft(in_reply_to_id="7"),
            POST,
            "Sent, but the server made it a post of its own instead of a reply.",
        ),
        (Draft(quoted_status_id="7"), POST, "Sent, but the server left out the quoted post."),
        (
            Draft(quoted_status_id="7"),
            replace(POST, quote=Quote(state="pending")),
            "Sent. The quoted post is shown when its author agrees.",
        ),
    ],
)
def test_what_became_of_it_is_said(draft: Draft, status: Status, words: str) -> None:
    clock = FakeClock()
    notices, said = Notices(clock), list[Notice]()
    notices.observe(said.append)
    OutboxNotices(notices, Connection(clock), clock).sent(draft, status)
    assert [notice.text for notice in said] == [words]
