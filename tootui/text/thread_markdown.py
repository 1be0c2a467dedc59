"""A whole thread as Markdown: every post beneath what it answers, replies quoted as deep as they stand."""

from __future__ import annotations

from collections.abc import Iterable

from tootui.model.status import Status
from tootui.text.post_markdown import post_markdown


def thread_markdown(posts: Iterable[tuple[int, Status]]) -> str:
    """Write posts one below the other.

    Args:
        posts: each with how many levels it stands below the opened post, in the thread's order.
    """
    return "\n\n".join(_quoted(post_markdown(status), depth) for depth, status in posts) + "\n"


def _quoted(text: str, depth: int) -> str:
    if not depth:
        return text
    return "\n".join(f"{'>' * depth} {row}".rstrip() for row in text.split("\n"))
