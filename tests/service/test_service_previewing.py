"""A post as it will look, before the server has it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from tests.support.plain_posts import an_account
from tootui.cache.drafts import Draft, DraftPoll
from tootui.service.previewing import previewed
from tootui.text.times import span_words


def test_a_poll_is_open_for_as_long_as_was_chosen_while_one_looks_at_it() -> None:
    now = datetime(2026, 1, 5, 12, tzinfo=UTC)
    for seconds, words in ((300, "5 minutes"), (3600, "1 hour"), (86_400, "1 day"), (604_800, "7 days")):
        draft = Draft(poll=DraftPoll(options=("tea", "coffee"), expires_in=seconds))
        post = previewed(draft, an_account(), host="m.example", now=now, answered=None, emojis=())
        assert post.poll is not None and post.poll.expires_at is not None
        drawn_at = now + timedelta(seconds=5)
        assert span_words((post.poll.expires_at - drawn_at).total_seconds()) == words
