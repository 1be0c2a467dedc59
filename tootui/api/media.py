"""`/api/v2/media`: pictures, films and sounds for posts to come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tootui.api import decode
from tootui.api.features import Feature
from tootui.api.resource import Progress, Resource, path
from tootui.model.errors import TimedOut
from tootui.model.status import MediaAttachment

_LONGEST_PAUSE = 10.0
_LONGEST_WAIT = 600.0
_STILL_WORKING = (202, 206)


class Media(Resource):
    """Sends files, waits until the server is done with them, describes them."""

    async def upload(
        self,
        file: Path,
        *,
        thumbnail: Path | None = None,
        description: str | None = None,
        focus: tuple[float, float] | None = None,
        progress: Progress | None = None,
    ) -> MediaAttachment:
        """Send a file and wait until a post may name it. Cancelling the task ends it at any point.

        Args:
            focus: what crops keep, x and y from -1 (left, bottom) to 1.
            progress: called with the bytes sent and those to be sent.

        Raises:
            MediaError: the file cannot be read, is too large, or of a kind that the server does not take.
            Invalid: the server cannot make anything of it.
            TimedOut: the server is not done with it after ten minutes.
            ServerError: it could not be sent.
        """
        attachment, is_ready = await self.create(
            file, thumbnail=thumbnail, description=description, focus=focus, progress=progress
        )
        return attachment if is_ready else await self.ready(attachment.id)

    async def create(
        self,
        file: Path,
        *,
        thumbnail: Path | None = None,
        description: str | None = None,
        focus: tuple[float, float] | None = None,
        progress: Progress | None = None,
    ) -> tuple[MediaAttachment, bool]:
        """Send a file, see `upload`; and whether the server was done with it at once."""
        params = {"description": description, "focus": _focus(focus)}
        files = {"file": file} if thumbnail is None else {"file": file, "thumbnail": thumbnail}
        answer = await self._upload("POST", "/api/v2/media", params, files, progress)
        return decode.one(answer.body, MediaAttachment), answer.status not in _STILL_WORKING

    async def get(self, id: str) -> tuple[MediaAttachment, bool]:
        """A file of a post to come, and whether the server is done with it.

        Raises:
            Invalid: the server cannot make anything of it.
        """
        answer = await self._get(path("/api/v1/media/{}", id))
        return decode.one(answer.body, MediaAttachment), answer.status not in _STILL_WORKING

    async def ready(self, id: str) -> MediaAttachment:
        """Wait until the server is done with a file, asking ever more rarely.

        Raises:
            Invalid: the server cannot make anything of it.
            TimedOut: it is not done after ten minutes.
        """
        for pause in _pauses():
            await self._transport.sleep(pause)
            attachment, is_ready = await self.get(id)
            if is_ready:
                return attachment
        raise TimedOut(f"{self._transport.host} is not done with the file after {_LONGEST_WAIT / 60:.0f} minutes.")

    async def update(
        self,
        id: str,
        *,
        thumbnail: Path | None = None,
        description: str | None = None,
        focus: tuple[float, float] | None = None,
    ) -> MediaAttachment:
        """Describe a file before a post names it; afterwards that takes `Statuses.edit`."""
        target = path("/api/v1/media/{}", id)
        params = {"description": description, "focus": _focus(focus)}
        return await self._illustrate("PUT", target, MediaAttachment, params, {"thumbnail": thumbnail})

    async def delete(self, id: str) -> None:
        """Take back a file that no post names."""
        await self._send("DELETE", path("/api/v1/media/{}", id), feature=Feature.MEDIA_DELETION)


def _focus(focus: tuple[float, float] | None) -> str | None:
    return None if focus is None else f"{focus[0]:.2f},{focus[1]:.2f}"


def _pauses() -> Iterator[float]:
    """1, 2, 3 … seconds, then ten each time."""
    pause = waited = 0.0
    while waited < _LONGEST_WAIT:
        pause = min(pause + 1.0, _LONGEST_PAUSE)
        waited += pause
        yield pause
