"""What a post that is being written is called, and what is to be known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tootui.api.features import Feature
from tootui.cache.drafts import Draft
from tootui.model.status import Status
from tootui.service.quoting import quote_offer
from tootui.text.html import parse

if TYPE_CHECKING:
    from tootui.service.session import Session


def heading(draft: Draft) -> str:
    """What is being written."""
    match draft.kind:
        case "reply":
            return f"Reply to @{draft.reply_acct}" if draft.reply_acct else "Reply"
        case "quote":
            return f"Quote of @{draft.quote_acct}" if draft.quote_acct else "Quote"
        case "edit":
            return "Edit"
        case "redraft":
            return "Redraft"
    return "New post"


def note_on(draft: Draft, answered: Status | None, session: Session) -> str:
    """Whose rules hold for it, and what stays with it beside what is shown; empty when that is nothing.

    Args:
        answered: what it answers or quotes, as far as that is known.
        session: whose post it is.
    """
    if draft.kind == "quote" and answered is not None:
        has_quotes = session.offers(Feature.QUOTES)
        return quote_offer(answered, is_mine=session.is_mine(answered), has_quotes=has_quotes).words
    if draft.quoted_status_id is not None and draft.kind in ("edit", "redraft"):
        return "The quoted post stays with it."
    return ""


def parent_words(answered: Status) -> str:
    """The words of the post that is answered or quoted; where it has a warning, that."""
    return answered.spoiler_text or parse(answered.content, without_quote_inline=answered.quote is not None).text
