"""Telling whether a post on the server is the one that a draft tried to publish. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable, Mapping, Sequence
from types import MappingProxyType

from tootui.cache.drafts import Draft
from tootui.model.base import StatusId
from tootui.model.edits import StatusSource
from tootui.model.scheduled import ScheduledStatus
from tootui.model.status import Status
from tootui.text.html import parse

CLOCK_SKEW_SECONDS = 600.0
"""How much the server's clock may lag behind ours. An older post with the same text is another post."""

SECONDS_APART = 60.0
"""How far the time of a waiting post may be from the one that was asked for."""

_URL = re.compile(r"https?://\S+", re.IGNORECASE)
_REMOTE_MENTION = re.compile(r"(@[\w.-]+)@[\w.-]+\w")
_MARKUP = frozenset("`~<>|^")


def find_published(
    posts: Iterable[Status],
    *,
    text: str,
    spoiler_text: str,
    visibility: str,
    in_reply_to_id: StatusId | None,
    attempted_at: float,
    quoted_status_id: StatusId | None = None,
    media_ids: Sequence[str] = (),
    poll_options: Sequence[str] = (),
    others: Container[StatusId] = (),
) -> Status | None:
    """The own post that an attempt made after all.

    Args:
        posts: the account's newest posts.
        text: what was sent, with ``spoiler_text``, ``visibility`` and the rest of it.
        attempted_at: when it was sent first, in seconds since the epoch.
        others: posts known to come from other drafts.
    """
    wanted = essence(f"{spoiler_text} {text}")
    earliest = attempted_at - CLOCK_SKEW_SECONDS
    for post in posts:
        if (
            post.reblog is None
            and post.id not in others
            and post.in_reply_to_id == in_reply_to_id
            and post.visibility == visibility
            and post.created_at.timestamp() >= earliest
            and {media.id for media in post.media_attachments} == set(media_ids)
            and _options(post) == list(poll_options)
            and (quoted_status_id is None or _may_quote(post, quoted_status_id))
            and published_essence(post) == wanted
        ):
            return post
    return None


def is_edited(
    post: Status, draft: Draft, source: StatusSource | None, media_ids: Mapping[str, str] = MappingProxyType({})
) -> bool:
    """Whether a published post is what an edit was to make of it.

    Args:
        post: as it is now.
        draft: the edit.
        source: the post as it was written, where the server keeps that. Elsewhere small changes of the text cannot be
            seen in it, so that the server must tell of an edit too.
        media_ids: the server's ids of files that the edit adds, by their own.
    """
    if source is not None:
        is_text = _lines(source.text) == _lines(draft.text) and source.spoiler_text == draft.spoiler_text
    else:
        edited_at = post.edited_at.timestamp() if post.edited_at is not None else None
        is_text = edited_at not in (None, draft.edited_at) and published_essence(post) == essence(
            f"{draft.spoiler_text} {draft.text}"
        )
    described = {media.id: media.description or "" for media in post.media_attachments}
    return (
        is_text
        and described == {media.media_id or media_ids.get(media.id): media.description for media in draft.media}
        and _options(post) == list(draft.poll.options if draft.poll is not None else ())
        and (post.sensitive == draft.sensitive or bool(draft.spoiler_text))
        and (draft.language is None or post.language == draft.language)
    )


def is_scheduled(one: ScheduledStatus, draft: Draft) -> bool:
    """Whether a post that waits on the server is a draft's."""
    params = one.params
    return (
        draft.scheduled_at is not None
        and abs(one.scheduled_at.timestamp() - draft.scheduled_at) < SECONDS_APART
        and _lines(params.text) == _lines(draft.text)
        and (params.spoiler_text or "") == draft.spoiler_text
        and params.in_reply_to_id == draft.in_reply_to_id
        and params.visibility in (None, draft.visibility)
    )


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip().splitlines()]


def _options(post: Status) -> list[str]:
    return [option.title for option in post.poll.options] if post.poll is not None else []


def _may_quote(post: Status, quoted_status_id: StatusId) -> bool:
    """Whether a post may show another one: that one's id is not told in every state."""
    if post.quote is None:
        return False
    quoted = post.quote.quoted_status
    quoted_id = quoted.id if quoted is not None else post.quote.quoted_status_id
    return quoted_id in (None, quoted_status_id)


def essence(text: str) -> str:
    """What of a text survives publishing: no white space, punctuation, mark-up, links nor the domains of mentions."""
    text = _REMOTE_MENTION.sub(r"\1", _URL.sub("", text))
    return "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if unicodedata.category(character)[0] not in "ZCP" and character not in _MARKUP
    )


def published_essence(post: Status) -> str:
    """The same of a post as the server shows it: links are shown shortened there, so that their text does not count."""
    prose = parse(post.content, without_quote_inline=post.quote is not None)
    parts: list[str] = []
    position = 0
    for span in prose.spans:
        if span.kind == "link" and span.start >= position:
            parts.append(prose.text[position : span.start])
            position = span.end
    parts.append(prose.text[position:])
    return essence(f"{post.spoiler_text} {' '.join(parts)}")
