"""A draft as the post it would be, made up here: what the server will say of it is not known yet."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from tootui.cache.drafts import Draft, DraftMedia, DraftPoll
from tootui.model.account import Account, CustomEmoji
from tootui.model.status import MediaAttachment, Poll, PollOption, Quote, Status
from tootui.text.as_shown import as_shown

PREVIEW_ID = "preview"
_SHORTCODE = re.compile(r":(\w+):")


def previewed(
    draft: Draft, author: Account, *, host: str, now: datetime, answered: Status | None, emojis: Collection[str]
) -> Status:
    """The post that a draft would be.

    Args:
        draft: what is written.
        author: who writes it.
        host: the server's name.
        now: the present.
        answered: the post it answers or quotes, where that is known.
        emojis: the shortcodes of the server's own emoji.
    """
    shown = as_shown(draft.text, host)
    is_quote = draft.quoted_status_id is not None
    is_known_quote = is_quote and answered is not None and answered.id == draft.quoted_status_id
    created_at = now if draft.scheduled_at is None else datetime.fromtimestamp(draft.scheduled_at, UTC)
    codes = dict.fromkeys(_SHORTCODE.findall(f"{draft.text} {draft.spoiler_text}"))
    return Status(
        id=PREVIEW_ID,
        account=author,
        created_at=created_at,
        content=shown.html,
        spoiler_text=draft.spoiler_text,
        visibility=draft.visibility,
        sensitive=draft.sensitive,
        language=draft.language,
        in_reply_to_id=draft.in_reply_to_id,
        in_reply_to_account_id=answered.account.id if draft.in_reply_to_id and answered is not None else None,
        mentions=shown.mentions,
        media_attachments=[_attachment(media) for media in draft.media],
        poll=_poll(draft.poll, now) if draft.poll is not None else None,
        quote=Quote(quoted_status=answered if is_known_quote else None, quoted_status_id=draft.quoted_status_id)
        if is_quote
        else None,
        emojis=[CustomEmoji(shortcode=code) for code in codes if code in emojis],
    )


def _attachment(media: DraftMedia) -> MediaAttachment:
    return MediaAttachment(id=media.id, type=media.kind, description=media.description.strip() or None)


def _poll(poll: DraftPoll, now: datetime) -> Poll:
    end = now + timedelta(seconds=poll.expires_in, minutes=1)  # while one looks, a day is to stay a day
    if poll.closes_at is not None:
        end = datetime.fromtimestamp(poll.closes_at, UTC)
    options = [PollOption(title=option, votes_count=0) for option in poll.options if option.strip()]
    return Poll(
        id=PREVIEW_ID, options=options, expires_at=end, multiple=poll.multiple, voters_count=0, voted=True, own_votes=[]
    )
