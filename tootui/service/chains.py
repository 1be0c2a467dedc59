"""Chains: posts that follow each other, each answering the one before. Pure rules over what is on disk.

A post that is not the first of what is left of its chain has nothing to answer before the one before it is published.
Until then it waits, whatever becomes of that one; then it is handed the id, on disk, before the other is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum, auto

from msgspec.structs import replace

from tootui.cache.drafts import Draft, new_id

NO_SCHEDULE = "A chain is sent at once: each post answers the one before, which must be there. Take the time away."
LOST = "The post before this one is gone, so that it is not known what this answers. Open it to send it by itself."


class Turn(Enum):
    """Whether a post of a chain may be sent."""

    NOW = auto()
    LATER = auto()
    """The one before is not published yet."""
    LOST = auto()
    """There is none before any more, and it was not published."""


def members(chain: str | None, drafts: Iterable[Draft]) -> list[Draft]:
    """What is left of a chain, in its order; what was published but not forgotten yet is no part of it."""
    mine = [draft for draft in drafts if chain is not None and draft.chain == chain and draft.state != "sent"]
    return sorted(mine, key=lambda draft: (draft.position, draft.created_at))


def turn_of(draft: Draft, drafts: Iterable[Draft]) -> Turn:
    """Whether it is a post's turn to be sent.

    Args:
        draft: the post.
        drafts: all that is on disk.
    """
    if draft.chain is None or draft.position == 0 or draft.in_reply_to_id is not None:
        return Turn.NOW
    # One that is published, but not forgotten yet, hands its id on when it is.
    is_preceded = any(one.chain == draft.chain and one.position < draft.position for one in drafts)
    return Turn.LATER if is_preceded else Turn.LOST


def successors(draft: Draft, drafts: Iterable[Draft]) -> list[Draft]:
    """The posts that answer this one: the next of its chain, in all versions of it there are."""
    later = [one for one in members(draft.chain, drafts) if one.position > draft.position]
    return [one for one in later if one.position == later[0].position]


def next_post(draft: Draft, fresh: Draft) -> Draft:
    """A further post of a chain, behind this one: for the same people, under the same warning.

    Args:
        draft: the last of the chain; its ``chain`` is set.
        fresh: an empty draft.
    """
    return replace(
        fresh,
        chain=draft.chain,
        position=draft.position + 1,
        visibility=draft.visibility,
        spoiler_text=draft.spoiler_text,
        language=draft.language,
        quote_policy=draft.quote_policy,
    )


def begun(draft: Draft) -> Draft:
    """A post as the first of a chain."""
    return draft if draft.chain is not None else replace(draft, chain=new_id(), position=0)


def in_chain(draft: Draft, posts: Iterable[Draft]) -> Draft:
    """A post as it stands in what is left of its chain: the first says who sees them, the others are for the same.

    Args:
        draft: one of them.
        posts: what is left; of those that are on their way nobody speaks here.
    """
    written = [one for one in posts if one.state == "draft" and one.id != draft.id]
    first = min([*written, draft], key=lambda one: one.position)
    return replace(draft, position=0) if draft.id == first.id else replace(draft, visibility=first.visibility)


def to_be_sent(posts: Sequence[Draft]) -> list[Draft]:
    """What is left of a chain as it is sent: the first stands for itself, and all are for whom that one is for."""
    first = replace(posts[0], position=0) if posts[0].in_reply_to_id is None else posts[0]
    return [first, *(replace(post, visibility=first.visibility) for post in posts[1:])]


def why_not_chain(posts: Sequence[Draft]) -> str | None:
    """Why posts cannot be sent as a chain; None if they can."""
    return NO_SCHEDULE if any(post.scheduled_at is not None for post in posts) else None
