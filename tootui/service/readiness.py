"""Why a draft cannot be sent as it is, before a server has to say so. Pure rules."""

from __future__ import annotations

from datetime import UTC, datetime

from tootui.cache.drafts import Draft
from tootui.model.instance import Limits
from tootui.service.attaching import why_not_described
from tootui.service.polls import why_not_poll
from tootui.service.quoting import why_not_quote_directly
from tootui.service.when import why_not_then
from tootui.text.length import post_length


def length_of(draft: Draft, limits: Limits) -> int:
    """How many characters the server counts."""
    return post_length(draft.text, draft.spoiler_text, url_length=limits.characters_reserved_per_url)


def why_not_send(draft: Draft, limits: Limits, now: datetime) -> str | None:
    """Why a draft cannot be sent; None if it can."""
    if draft.scheduled_at is not None:
        reason = why_not_then(datetime.fromtimestamp(draft.scheduled_at, UTC), now)
        if reason is not None:
            return f"The time of this post does not fit. {reason}"
    if not draft.text.strip() and not draft.media:
        return "There is nothing to send yet: the text is empty."
    over = length_of(draft, limits) - limits.max_characters
    if over > 0:
        return f"Too long by {over}: this server takes {limits.max_characters} characters."
    for media in draft.media:
        if (reason := why_not_described(media.description, limits)) is not None:
            return reason
    if draft.media and draft.quoted_status_id is not None and draft.kind != "edit":
        return "A quote cannot have attachments. Take them out."
    if draft.poll is not None:
        if draft.media:
            return "A post has either attachments or a poll. Remove one of them."
        if draft.quoted_status_id is not None and draft.kind != "edit":
            return "A quote cannot have a poll. Remove it."
        return why_not_poll(draft.poll, limits)
    if draft.quote_acct and draft.visibility == "direct" and draft.kind != "edit":
        return why_not_quote_directly(draft.text, draft.quote_acct)
    return None
