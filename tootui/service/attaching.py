"""Which files a post can have, by the server's rules: looked at before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tootui.api.multipart import checked_type
from tootui.cache.drafts import DraftMedia
from tootui.model.errors import MediaError
from tootui.model.instance import Limits

_ALONE = ("video", "audio")


def attached(file: Path, others: Sequence[DraftMedia], limits: Limits) -> DraftMedia:
    """A file as a part of a post that has some already.

    Raises:
        MediaError: the server would not take it, or not together with the others.
    """
    kind = checked_type(file, limits).partition("/")[0]
    if len(others) >= limits.max_media_attachments:
        raise MediaError(f"This server takes {limits.max_media_attachments} attachments at the most.")
    if others and (kind in _ALONE or any(other.kind in _ALONE for other in others)):
        raise MediaError("A film or a sound stands alone: it cannot be in a post with other files.")
    if any(other.path == str(file) for other in others):
        raise MediaError(f"{file.name} is there already.")
    return DraftMedia(path=str(file), kind=kind)


def why_not_described(description: str, limits: Limits) -> str | None:
    """Why a description cannot be sent; None if it can. Servers count its code points."""
    over = len(description) - limits.description_limit
    return f"The description is too long by {over}." if over > 0 else None
