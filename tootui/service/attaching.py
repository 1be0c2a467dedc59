"""Which files a post can have, by the server's rules: looked at before anything is sent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import unquote, urlsplit

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


def pasted_files(text: str) -> list[Path]:
    """The files that a text names, and nothing else: what terminals paste where files are dropped on them.

    They write paths with quotes or backslashes around what is special, or addresses beginning with ``file://``.
    """
    names = [_plain(name) for name in _NAME.findall(text.strip())]
    files = [Path(name).expanduser() for name in names]
    return files if files and all(file.is_absolute() and file.is_file() for file in files) else []


_NAME = re.compile(r"""(?:"[^"]*"|'[^']*'|\\.|[^\s"'\\])+""")


def _plain(name: str) -> str:
    """A path without what protects it from a shell."""
    if name.startswith("file://"):
        return unquote(urlsplit(name).path)
    return re.sub(r"""\\(.)|["']""", lambda found: found[1] or "", name)
