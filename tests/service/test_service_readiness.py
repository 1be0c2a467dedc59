"""What cannot be sent says why, before anything is sent."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from tootui.cache.drafts import Draft, DraftMedia, DraftPoll
from tootui.model.instance import Limits
from tootui.service.readiness import why_not_send

TEXT = Draft(text="hello")
PICTURE = DraftMedia(media_id="1")
NOW = datetime(2026, 6, 12, 12, tzinfo=UTC)
POLL = DraftPoll(options=("yes", "no"))


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (TEXT, None),
        (replace(TEXT, scheduled_at=NOW.timestamp() + 301), None),
        (replace(TEXT, scheduled_at=NOW.timestamp() + 300), "more than 5 minutes"),
        (replace(TEXT, scheduled_at=NOW.timestamp() - 1), "This time is over"),
        (Draft(text=" \n "), "the text is empty"),
        (Draft(spoiler_text="cw"), "the text is empty"),
        (Draft(media=(PICTURE,)), None),
        (replace(TEXT, text="x" * 500), None),
        (replace(TEXT, text="x" * 501), "Too long by 1"),
        (replace(TEXT, text="x" * 400, spoiler_text="y" * 103), "Too long by 3"),
        (replace(TEXT, poll=POLL), None),
        (Draft(poll=POLL), "the text is empty"),
        (replace(TEXT, poll=DraftPoll(options=("yes",))), "needs 2 answers"),
        (replace(TEXT, poll=POLL, media=(PICTURE,)), "either attachments or a poll"),
        (Draft(media=(replace(PICTURE, description="x" * 1501),)), "description is too long by 1"),
        (replace(TEXT, media=(PICTURE,), quoted_status_id="7"), "A quote cannot have attachments"),
        (replace(TEXT, poll=POLL, quoted_status_id="7"), "A quote cannot have a poll"),
        (replace(TEXT, quoted_status_id="7", quote_acct="ada", visibility="direct"), "mention them"),
        (replace(TEXT, text="@ada x", quoted_status_id="7", quote_acct="ada", visibility="direct"), None),
        (replace(TEXT, quoted_status_id="7", quote_acct="ada", visibility="direct", edit_of="8"), None),
    ],
)
def test_why_a_draft_cannot_be_sent(draft: Draft, words: str | None) -> None:
    reason = why_not_send(draft, Limits(), NOW)
    assert (reason is None) if words is None else (reason is not None and words in reason)
