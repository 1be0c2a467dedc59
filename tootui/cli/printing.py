"""Posts, notifications and lines on standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec

from tootui.model.happening import Happening
from tootui.model.notification import Notification
from tootui.model.pages import Problem
from tootui.model.status import Status
from tootui.service.notification_source import grouped
from tootui.text.happenings import act_words, details_of, names_of, sentence_of, words_over_post
from tootui.text.html import parse
from tootui.text.times import absolute

E = TypeVar("E")


def print_statuses(statuses: Sequence[Status], problems: Sequence[Problem], form: str | None) -> None:
    """Print posts one after the other; how many could not be read is said on standard error.

    Args:
        form: ``json``, ``markdown``, or None for plain text.
    """
    if form == "json":
        print(msgspec.json.format(msgspec.json.encode(statuses)).decode())
    elif statuses:
        to_words = _markdown if form == "markdown" else _plain
        print("\n\n".join(_shown(status, to_words) for status in statuses))
    _tell_unread(len(problems), "post")


def print_notifications(notifications: Sequence[Notification], problems: Sequence[Problem], form: str | None) -> None:
    """Print notifications: as JSON one by one, else in groups. See `print_statuses`."""
    if form == "json":
        print(msgspec.json.format(msgspec.json.encode(notifications)).decode())
    elif notifications:
        to_words = _markdown if form == "markdown" else _plain
        print("\n\n".join(_told(one, to_words) for one in grouped(notifications)))
    _tell_unread(len(problems), "notification")


def print_lines(items: Sequence[E], line: Callable[[E], str], form: str | None) -> None:
    """Print what takes one line each; as Markdown it is a list. See `print_statuses`."""
    if form == "json":
        print(msgspec.json.format(msgspec.json.encode(items)).decode())
        return
    for item in items:
        print(f"- {line(item)}" if form == "markdown" else line(item))


def _shown(status: Status, to_words: Callable[[str], str]) -> str:
    """One post: who, when, what, where. A content warning stands before the text, which a pipe cannot unfold."""
    post = status.inner
    lines = []
    if post is not status:
        lines.append(f"{status.account.name} (@{status.account.acct}) boosted")
    visibility = "" if post.visibility == "public" else f" · {post.visibility}"
    lines.append(f"{post.account.name} (@{post.account.acct}) · {absolute(post.created_at)}{visibility}")
    if post.spoiler_text:
        lines.append(f"CW: {post.spoiler_text}")
    lines += [words] if (words := to_words(post.content).strip()) else []
    lines += [f"[{media.type}: {media.description or 'no description'}]" for media in post.media_attachments]
    lines += [post.url] if post.url else []
    return "\n".join(lines)


def _told(happening: Happening, to_words: Callable[[str], str]) -> str:
    """One row: who did what and when; the post, where it is no more than named, in a line."""
    post = happening.status
    when = f" · {absolute(happening.created_at)}" if happening.created_at is not None else ""
    over = words_over_post(happening, post, None) if post is not None else None
    act = act_words(happening)
    if post is not None and over is not None:
        return f"{over[:1].upper()}{over[1:]}{when}\n{_shown(post, to_words)}"
    lines = [f"{names_of(happening)} {act}{when}" if act is not None else f"{sentence_of(happening)}{when}"]
    lines += details_of(happening)
    return "\n".join([*lines, _shown(post, to_words)] if post is not None else lines)


def _tell_unread(count: int, kind: str) -> None:
    if count:
        print(f"tootui: {count} {kind}{'s' if count > 1 else ''} could not be read.", file=sys.stderr)


def _plain(html: str) -> str:
    return parse(html).text


def _markdown(html: str) -> str:
    from tootui.text.markdown import to_markdown

    return to_markdown(html)
