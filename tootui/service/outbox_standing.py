"""How it stands with a post in the outbox, and what it waits for, in words."""

from __future__ import annotations

from tootui.cache.drafts import Draft
from tootui.service.clock import clock_time
from tootui.service.connection import Connection


def standing_words(draft: Draft, connection: Connection, *, is_preparing: bool) -> str:
    """Say it.

    Args:
        draft: as the outbox has it.
        connection: to the server that shall get it.
        is_preparing: whether its files are on their way.
    """
    match draft.state:
        case "held":
            return "Held back for a moment, then sent."
        case "sending":
            return "Sent just now. The server has not answered yet."
        case "undecided":
            return draft.reason or "The server did not answer. Your newest posts are looked through for it."
        case "failed":
            return f"{'Not changed' if draft.kind == 'edit' else 'Not sent'}. {draft.reason}"
    if draft.chain is not None and draft.position > 0 and draft.in_reply_to_id is None:
        return "Waits until the post before it, in its chain, is published."
    if is_preparing and connection.usable:
        return "Its files are on their way, then it follows."
    return f"Waits: {_reason(connection)}" if not connection.usable else "About to be sent."


def _reason(connection: Connection) -> str:
    if connection.state == "signed_out":
        return "your sign-in is no longer accepted. Sign in again."
    if connection.state == "busy":
        when = f" Trying again at {clock_time(connection.until.timestamp())}." if connection.until else ""
        return f"the server is busy.{when}"
    return "the server cannot be reached. It is sent when the server answers."
