"""Files on their way to a server, read from disk as they are sent: never more than a piece of one is in memory."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, NamedTuple, Self

from msgspec import Struct

from tootui.api.resource import Progress
from tootui.api.transport import Parameters, flattened
from tootui.model.errors import MediaError
from tootui.model.instance import Limits

_PIECE = 256 * 1024

_TYPES = {
    ".avif": "image/avif",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".webp": "image/webp",
    ".m4a": "audio/m4a",
    ".flac": "audio/flac",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wave",
}
"""Those that systems name differently, or do not know; in the words of Mastodon."""


class FilePart(Struct, frozen=True):
    """A file by the name of its parameter. The server is not told what it is called here, but for its suffix."""

    name: str
    path: Path
    type: str

    @classmethod
    def checked(cls, name: str, path: Path, limits: Limits) -> FilePart:
        """A file that the server takes, by all it told.

        Raises:
            MediaError: it is of another kind, too large, or cannot be read.
        """
        return cls(name, path, checked_type(path, limits))


class _OpenFile(NamedTuple):
    part: FilePart
    head: bytes
    size: int
    file: BinaryIO


class Multipart:
    """The body of an upload: parameters, then files. These are open from the beginning to the end of a ``with``.

    Raises:
        MediaError: at the beginning: a file cannot be read.
    """

    def __init__(self, params: Parameters, files: Sequence[FilePart], progress: Progress | None = None) -> None:
        self._boundary = secrets.token_hex(16)
        self._parts = [self._text(name, value) for name, value in flattened(params)]
        self._wanted = files
        self._files: list[_OpenFile] = []
        self._end = f"--{self._boundary}--\r\n".encode()
        self._progress = progress

    def __enter__(self) -> Self:
        with ExitStack() as files:
            for part in self._wanted:
                size = size_of(part.path)
                try:
                    file = files.enter_context(part.path.open("rb"))
                except OSError as error:
                    raise MediaError(f"{part.path.name} cannot be read: {error.strerror}.") from error
                self._files.append(_OpenFile(part, self._head(part), size, file))
            self._open = files.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    @property
    def content_type(self) -> str:
        """Of the whole body."""
        return f"multipart/form-data; boundary={self._boundary}"

    @property
    def length(self) -> int:
        """Of the whole body, in bytes."""
        files = sum(len(opened.head) + opened.size + len(b"\r\n") for opened in self._files)
        return sum(map(len, self._parts)) + files + len(self._end)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The pieces in turn; a piece counts as sent when the next one is asked for.

        Raises:
            MediaError: a file cannot be read, or is another than it was.
        """
        sent = 0
        async for piece in self._pieces():
            yield piece
            sent += len(piece)
            if self._progress is not None:
                self._progress(sent, self.length)

    async def _pieces(self) -> AsyncIterator[bytes]:
        for text in self._parts:
            yield text
        for opened in self._files:
            yield opened.head
            async for piece in _read(opened):
                yield piece
            yield b"\r\n"
        yield self._end

    def _text(self, name: str, value: str) -> bytes:
        head = f'--{self._boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n'
        return f"{head}{value}\r\n".encode()

    def _head(self, part: FilePart) -> bytes:
        suffix = part.path.suffix if part.path.suffix.isascii() and part.path.suffix[1:].isalnum() else ""
        name = f'name="{part.name}"; filename="upload{suffix}"'
        lines = (f"--{self._boundary}", f"Content-Disposition: form-data; {name}", f"Content-Type: {part.type}", "", "")
        return "\r\n".join(lines).encode()


def checked_type(file: Path, limits: Limits) -> str:
    """The kind of a file in the words of the web, from its name, when the server takes it.

    Raises:
        MediaError: it is of another kind, too large, or cannot be read.
    """
    import mimetypes  # reads the system's tables

    size = size_of(file)
    kind = _TYPES.get(file.suffix.lower()) or mimetypes.guess_type(file.name)[0] or ""
    family = kind.partition("/")[0]
    taken = limits.supported_mime_types
    if family not in ("image", "video", "audio") or (taken and kind not in taken):
        raise MediaError(f"{file.name} is of a kind that the server does not take.")
    largest = limits.image_size_limit if family == "image" else limits.video_size_limit
    if size > largest:
        raise MediaError(f"{file.name} has {_megabytes(size)}; the server takes {_megabytes(largest)} at the most.")
    if not size:
        raise MediaError(f"{file.name} is empty.")
    return kind


def _megabytes(size: int) -> str:
    return f"{size / 2**20:.1f} MB"


def size_of(path: Path) -> int:
    """How many bytes a file has.

    Raises:
        MediaError: it cannot be read, or is no file.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise MediaError(f"{path.name} cannot be read: {error.strerror or 'it is not there'}.") from error
    if not path.is_file():
        raise MediaError(f"{path.name} is no file.")
    return size


async def _read(opened: _OpenFile) -> AsyncIterator[bytes]:
    """Exactly as many bytes of a file as it had when it was opened, in pieces."""
    name, left = opened.part.path.name, opened.size
    while left:
        try:
            piece = await asyncio.to_thread(opened.file.read, min(_PIECE, left))
        except OSError as error:
            raise MediaError(f"{name} cannot be read: {error.strerror}.") from error
        if not piece:
            raise MediaError(f"{name} became shorter while it was sent. Try again.")
        left -= len(piece)
        yield piece
