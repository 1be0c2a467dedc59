"""Pictures, films and sounds on their way to the server: the file here is the truth, what is there a copy of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from tootui.cache.drafts import Draft, DraftMedia, Upload
from tootui.cache.words import Words
from tootui.model.errors import Invalid, MediaError, Missing, StorageError, TootuiError
from tootui.service.clock import Clock
from tootui.service.remote import Remote
from tootui.service.signals import Signal
from tootui.service.tasks import Tasks

log = logging.getLogger(__name__)

AT_ONCE = 2
"""Files sent at the same time."""

STALE_SECONDS = 3 * 3600.0
"""Servers delete after some hours what no post names; older copies are sent anew."""

LONGEST_PAUSE = 10.0
LONGEST_WAIT = 1800.0
"""Seconds: films take long, and whoever does not want to wait can take the post back."""


class UploadState(Struct, frozen=True):
    """How far a file is: ``sending`` goes from 0 to 1, then the server works on it until it is ``ready``.

    ``failed`` has a ``reason``; a file that nothing was begun for is ``waiting``.
    """

    name: str = "waiting"
    share: float = 0.0
    reason: str = ""


class Uploads:
    """Sends the files of drafts, a few at a time, and knows how far each is. Files go by their ids in drafts."""

    def __init__(self, words: Callable[[], Words], remote: Remote, tasks: Tasks, clock: Clock) -> None:
        self._words = words
        self._remote = remote
        self._tasks = tasks
        self._clock = clock
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._states: dict[str, UploadState] = {}
        self._errors: dict[str, TootuiError] = {}
        self._signal = Signal()

    def observe(self, callback: Callable[[], object]) -> Callable[[], None]:
        """Call back after changes of any state; the result stops that."""
        return self._signal.observe(callback)

    def state(self, media: DraftMedia) -> UploadState:
        """How far a file is. What the server had before is ready."""
        if media.path is None:
            return UploadState("ready", 1.0)
        return self._states.get(media.id, UploadState())

    def start(self, media: DraftMedia) -> None:
        """Send a file in the background, unless that goes on already; after a failure, or once changed, again."""
        if media.path is not None and media.id not in self._running:
            self._errors.pop(media.id, None)
            task = self._tasks.spawn(self._guarded(media), "uploading a file")
            if task is not None:
                self._running[media.id] = task

    def cancel(self, media: DraftMedia) -> None:
        """Stop sending a file, and forget what the server has of it."""
        task = self._running.pop(media.id, None)
        if task is not None:
            task.cancel()
        self._states.pop(media.id, None)
        if media.path is not None:
            try:
                self._words().delete_upload(media.id)
            except StorageError as error:
                log.warning("What the server has of a file is not forgotten: %s", error)
        self._signal.emit()

    async def ready(self, draft: Draft) -> Mapping[str, str]:
        """Wait until the server has all files of a draft as they are here, and sends what it has not.

        Returns:
            For each file its id on the server.

        Raises:
            MediaError, ServerError, StorageError: one of them is not there.
        """
        files = [media for media in draft.media if media.path is not None]
        for media in files:
            if (task := self._running.get(media.id)) is not None:
                await asyncio.wait([task])  # it may send what is not there any more: looked at again below
        for media in files:
            self.start(media)
        running = [self._running[media.id] for media in files if media.id in self._running]
        if running:
            await asyncio.wait(running)
        for media in files:
            if (error := self._errors.get(media.id)) is not None:
                raise error
        known = self._words().uploads()
        missing = [media for media in files if media.id not in known]
        if missing:
            raise MediaError("Sending the files was stopped.")
        return {media.id: known[media.id].media_id for media in files}

    def ids(self, draft: Draft) -> dict[str, str]:
        """For each file of a draft its id on the server as far as there is one, else nothing."""
        known = self._words().uploads()
        return {media.id: known[media.id].media_id if media.id in known else "" for media in draft.media}

    def are_ready(self, draft: Draft) -> bool:
        """Whether nothing of a draft has to be sent first, as far as that is known."""
        return all(self.state(media).name == "ready" for media in draft.media)

    def is_reused(self, draft: Draft, since: float) -> bool:
        """Whether a draft names copies that the server had before a moment, and may have deleted meanwhile."""
        known = self._words().uploads()
        return any(media.id in known and known[media.id].uploaded_at < since for media in draft.media)

    def forget(self, draft: Draft) -> None:
        """The server's copies of a draft's files are gone, or in use."""
        for media in draft.media:
            if media.path is not None:
                self._words().delete_upload(media.id)
                self._states.pop(media.id, None)

    # One file's way

    async def _guarded(self, media: DraftMedia) -> None:
        try:
            await self._bring(media)
        except TootuiError as error:
            log.warning("A file was not uploaded: %s", error)
            self._errors[media.id] = error
            self._tell(media, UploadState("failed", reason=str(error)))
        finally:
            if self._running.get(media.id) is asyncio.current_task():
                del self._running[media.id]
            self._signal.emit()

    async def _bring(self, media: DraftMedia) -> None:
        """See to it that the server has a file as it is here, described as it is here.

        Raises:
            MediaError, ServerError: it has not.
        """
        file = Path(media.path or "")
        size, changed_at = await asyncio.to_thread(_stamp, file)
        known = self._words().uploads().get(media.id)
        if known is not None and not self._is_current(known, size, changed_at):
            known = None
        if known is not None and not known.is_ready:
            try:
                known = await self._finished(media, known)
            except Missing:
                known = None
        if known is None:
            async with self._slots:
                known = await self._send(media, file, size, changed_at)
        if (known.description, known.focus) != (media.description, media.focus):
            known = await self._describe(media, known)
        self._tell(media, UploadState("ready", 1.0))

    def _is_current(self, known: Upload, size: int, changed_at: float) -> bool:
        is_same = (known.size, known.changed_at) == (size, changed_at)
        return is_same and self._clock.time() - known.uploaded_at < STALE_SECONDS

    async def _send(self, media: DraftMedia, file: Path, size: int, changed_at: float) -> Upload:
        def progress(sent: int, whole: int) -> None:
            self._tell(media, UploadState("sending", sent / whole if whole else 0.0))

        self._tell(media, UploadState("sending"))
        attachment, is_ready = await self._remote.call(
            lambda client: client.media.create(
                file, description=media.description or None, focus=media.focus, progress=progress
            )
        )
        upload = Upload(
            id=media.id,
            media_id=attachment.id,
            uploaded_at=self._clock.time(),
            description=media.description,
            focus=media.focus,
            size=size,
            changed_at=changed_at,
            is_ready=is_ready,
        )
        await asyncio.to_thread(self._words().save_upload, upload)
        return upload if is_ready else await self._finished(media, upload)

    async def _finished(self, media: DraftMedia, upload: Upload) -> Upload:
        """Wait until the server is done with a file."""
        self._tell(media, UploadState("processing", 1.0))
        name = Path(media.path or "").name
        try:
            await self._wait(upload, name)
        except Invalid as error:
            await asyncio.to_thread(self._words().delete_upload, media.id)
            raise MediaError(f"The server cannot use {name}. {error}") from error
        upload = replace(upload, is_ready=True)
        await asyncio.to_thread(self._words().save_upload, upload)
        return upload

    async def _wait(self, upload: Upload, name: str) -> None:
        """Ask ever more rarely until the server is done with a file.

        Raises:
            MediaError: it takes too long.
            ServerError: it cannot make anything of it, or has it no more.
        """
        pause, waited = 1.0, 0.0
        while waited < LONGEST_WAIT:
            await self._clock.sleep(pause)
            _, is_ready = await self._remote.patient(lambda client: client.media.get(upload.media_id))
            if is_ready:
                return
            waited += pause
            pause = min(pause + 1, LONGEST_PAUSE)
        raise MediaError(f"The server is not done with {name} after {LONGEST_WAIT / 60:.0f} minutes. Try again later.")

    async def _describe(self, media: DraftMedia, upload: Upload) -> Upload:
        await self._remote.call(
            lambda client: client.media.update(upload.media_id, description=media.description, focus=media.focus)
        )
        upload = replace(upload, description=media.description, focus=media.focus)
        await asyncio.to_thread(self._words().save_upload, upload)
        return upload

    def _tell(self, media: DraftMedia, state: UploadState) -> None:
        if state != self._states.get(media.id):
            self._states[media.id] = state
            self._signal.emit()


def _stamp(file: Path) -> tuple[int, float]:
    """Size and time of change of a file.

    Raises:
        MediaError: it is not there.
    """
    try:
        stat = file.stat()
    except OSError as error:
        raise MediaError(f"{file.name} cannot be read: {error.strerror or 'it is not there'}.") from error
    return stat.st_size, stat.st_mtime
