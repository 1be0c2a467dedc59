"""What a post that is being written is called, and what is to be known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from tootui.api.features import Feature
from tootui.cache.drafts import Draft
from tootui.model.status import Status
from tootui.service.quoting import quote_offer
from tootui.text.html import parse

if TYPE_CHECKING:
    from tootui.service.session import Session


def put_title(frame: Widget, *words: str) -> None:
    """Call what is written by these words; the same ones cost nothing."""
    title = " ".join(word for word in words if word)
    if frame.border_title != Content(title).markup:
        frame.border_title = Content(title)


def note_on(draft: Draft, answered: Status | None, session: Session) -> str:
    """Whose rules hold for it, and what stays with it beside what is shown; empty when that is nothing.

    Args:
        answered: what it answers or quotes, as far as that is known.
        session: whose post it is.
    """
    if draft.kind == "quote" and answered is not None:
        has_quotes = session.offers(Feature.QUOTES)
        return quote_offer(answered, is_mine=session.is_mine(answered), has_quotes=has_quotes).words
    if draft.replaces is not None:
        return "The scheduled post stays as it is until you send this, which takes its place."
    if draft.quoted_status_id is not None and draft.kind in ("edit", "redraft"):
        return "The quoted post stays with it."
    return ""


def parent_words(answered: Status) -> str:
    """The words of the post that is answered or quoted; where it has a warning, that."""
    return answered.spoiler_text or parse(answered.content, without_quote_inline=answered.quote is not None).text
