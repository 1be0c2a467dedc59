"""What is sent to publish a draft, or to change the post that it edits. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import UNSET

from tootui.cache.drafts import Draft, DraftMedia, DraftPoll
from tootui.model.instance import Limits
from tootui.model.posting import MediaAttributes, NewPoll, NewStatus, StatusChanges


def new_status(draft: Draft, media_ids: Mapping[str, str]) -> NewStatus:
    """A draft as it is published.

    Args:
        draft: what was written.
        media_ids: for each of its uploaded files the id on the server, by the file's own id.
    """
    ids = ids_of(draft, media_ids)
    return NewStatus(
        status=draft.text,
        in_reply_to_id=draft.in_reply_to_id or UNSET,
        spoiler_text=draft.spoiler_text or UNSET,
        visibility=draft.visibility or UNSET,
        sensitive=True if draft.sensitive or draft.spoiler_text else UNSET,
        language=draft.language or UNSET,
        media_ids=ids or UNSET,
        poll=_new_poll(draft.poll) if draft.poll is not None else UNSET,
        quoted_status_id=draft.quoted_status_id or UNSET,
        quote_approval_policy=draft.quote_policy or UNSET,
    )


def status_changes(draft: Draft, media_ids: Mapping[str, str], *, now: float, limits: Limits) -> StatusChanges:
    """All of a post as it shall be: what is left out here, the server drops.

    Args:
        draft: the post as it is to become.
        media_ids: for each of its uploaded files the id on the server, by the file's own id.
        now: seconds since the epoch; a poll that runs goes on to its end.
        limits: the server's; a poll cannot end sooner than it allows.
    """
    ids = ids_of(draft, media_ids)
    attributes = [_attributes(media) for media in draft.media if _is_told_anew(media)]
    return StatusChanges(
        status=draft.text,
        spoiler_text=draft.spoiler_text,
        sensitive=draft.sensitive,
        language=draft.language or UNSET,
        media_ids=ids or UNSET,
        media_attributes=attributes or UNSET,
        poll=_running_poll(draft.poll, now, limits) if draft.poll is not None else UNSET,
        quote_approval_policy=draft.quote_policy or UNSET,
    )


def ids_of(draft: Draft, media_ids: Mapping[str, str]) -> list[str]:
    """The server's ids of all media of a draft, in their order."""
    return [media.media_id or media_ids[media.id] for media in draft.media]


def _new_poll(poll: DraftPoll) -> NewPoll:
    return NewPoll(
        options=list(poll.options),
        expires_in=poll.expires_in,
        multiple=poll.multiple,
        hide_totals=poll.hide_totals,
    )


def _running_poll(poll: DraftPoll, now: float, limits: Limits) -> NewPoll:
    """The poll of an edited post. Times are told as what is left, for there is no other way to tell them."""
    new = _new_poll(poll)
    if poll.closes_at is None:
        return new
    left = max(round(poll.closes_at - now), limits.poll_min_expiration)
    return NewPoll(options=new.options, expires_in=left, multiple=new.multiple, hide_totals=new.hide_totals)


def _is_told_anew(media: DraftMedia) -> bool:
    return media.media_id is not None and (media.description != media.described or media.focus is not None)


def _attributes(media: DraftMedia) -> MediaAttributes:
    return MediaAttributes(
        id=media.media_id or "",
        description=media.description if media.description != media.described else UNSET,
        focus=focus_words(media.focus) if media.focus is not None else UNSET,
    )


def focus_words(focus: tuple[float, float]) -> str:
    """Where the subject of a picture is, as servers read it."""
    return f"{focus[0]:.2f},{focus[1]:.2f}"
