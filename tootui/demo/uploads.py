"""Files that were uploaded: what is known of them, and when they can be attached."""

import struct
from dataclasses import dataclass

from tootui.demo.entities import Account, JsonObject, Status, Upload
from tootui.demo.errors import ApiError, not_found
from tootui.demo.origin import ORIGIN
from tootui.demo.state import State
from tootui.demo.switches import Switches

_KINDS = {"image": "image", "video": "video", "audio": "audio"}
_MOST_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class File:
    """A file as it came."""

    data: bytes
    mime: str


class Uploads:
    """Keeps them. The files themselves live as long as the process; what is known of them is part of the state."""

    def __init__(self, state: State, switches: Switches) -> None:
        self._state = state
        self._switches = switches
        self.files: dict[str, File] = {}

    def add(self, viewer: Account, file: File, description: str | None, focus: str) -> Upload:
        """Take a file in.

        Raises:
            ApiError: 422 for one that is neither a picture nor a film nor a sound.
        """
        kind = _KINDS.get(file.mime.partition("/")[0])
        if kind is None or not file.data:
            raise ApiError(422, "Validation failed: File content type is invalid, File is invalid")
        if file.mime == "image/gif":
            kind = "gifv"
        _, identifier = self._state.new_id(self._state.clock.now())
        meta = _meta(kind, file.data)
        attachment: JsonObject = {
            "id": identifier,
            "type": kind,
            "url": f"{ORIGIN}/media/uploads/{identifier}",
            "preview_url": f"{ORIGIN}/media/uploads/{identifier}",
            "remote_url": None,
            "preview_remote_url": None,
            "text_url": None,
            "meta": meta,
            "description": description or None,
            "blurhash": None if kind == "audio" else "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
        }
        usual = 0 if kind == "image" else 1
        asks = usual if self._switches.media_asks is None else self._switches.media_asks
        upload = Upload(identifier, viewer.id, attachment, asks, self._switches.media_fails)
        self.describe(upload, description, focus)
        self._state.uploads[identifier] = upload
        self.files[identifier] = file
        while sum(len(one.data) for one in self.files.values()) > _MOST_BYTES and len(self.files) > 1:
            del self.files[next(iter(self.files))]
        self._state.touch()
        return upload

    def describe(self, upload: Upload, description: str | None, focus: str) -> None:
        """Say what there is to see and where the middle of it is."""
        if description is not None:
            upload.attachment["description"] = description or None
        parts = [float(part) for part in focus.split(",")] if _is_focus(focus) else []
        meta = upload.attachment["meta"]
        if parts and isinstance(meta, dict):
            meta["focus"] = {"x": parts[0], "y": parts[1]}
        self._state.touch()

    def of(self, upload_id: str, viewer: Account) -> Upload:
        """An upload of somebody.

        Raises:
            ApiError: 404.
        """
        found = self._state.uploads.get(upload_id)
        if found is None or found.account_id != viewer.id:
            raise not_found()
        return found

    def attachable(self, upload_id: str, viewer: Account) -> JsonObject:
        """The attachment of a post to be.

        Raises:
            ApiError: 422 for a file that is not there, is in use or is not ready.
        """
        found = self._state.uploads.get(upload_id)
        if found is None or found.account_id != viewer.id or self.is_used(found):
            raise ApiError(422, f"Validation failed: Media {upload_id} not found or already attached to another post")
        if found.asks or found.fails:
            message = "Cannot attach files that have not finished processing. Try again in a moment!"
            raise ApiError(422, f"Validation failed: {message}")
        return found.attachment

    def release(self, status: Status, *, keep: bool) -> None:
        """Keep the files of a post that is deleted, to be attached anew, or forget them."""
        for one in status.media:
            identifier = str(one["id"])
            if keep:
                self._state.uploads.setdefault(identifier, Upload(identifier, status.account_id, one))
            else:
                self._state.uploads.pop(identifier, None)
                self.files.pop(identifier, None)

    def is_used(self, upload: Upload) -> bool:
        """Whether a post has it; a post to come does not count."""
        theirs = self._state.statuses_of(upload.account_id)
        return any(one["id"] == upload.id for status in theirs for one in status.media)


def written(upload: Upload) -> JsonObject:
    """MediaAttachment, without an address until it is ready."""
    return {**upload.attachment, **({"url": None} if upload.asks else {})}


def _is_focus(text: str) -> bool:
    try:
        x, y = (float(part) for part in text.split(","))
    except ValueError:
        return False
    return abs(x) <= 1 and abs(y) <= 1


def _meta(kind: str, data: bytes) -> JsonObject:
    if kind == "audio":
        return {"original": {"duration": 3.0, "bitrate": 128_000}}
    width, height = _size(data)
    size = {"width": width, "height": height, "size": f"{width}x{height}", "aspect": width / height}
    moving = {} if kind == "image" else {"frame_rate": "30/1", "duration": 4.0, "bitrate": 9000}
    return {"original": {**size, **moving}, "small": size}


def _size(data: bytes) -> tuple[int, int]:
    """Width and height of a PNG, a GIF or a JPEG; of anything else a guess."""
    if data.startswith(b"\x89PNG") and len(data) >= 24:
        width, height = struct.unpack(">II", data[16:24])
    elif data.startswith(b"GIF8") and len(data) >= 10:
        width, height = struct.unpack("<HH", data[6:10])
    else:
        width, height = _jpeg_size(data) if data.startswith(b"\xff\xd8") else (0, 0)
    return (width, height) if width and height else (640, 480)


def _jpeg_size(data: bytes) -> tuple[int, int]:
    place = 2
    while place + 9 < len(data) and data[place] == 0xFF:
        marker, length = data[place + 1], int.from_bytes(data[place + 2 : place + 4])
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        place += 2 + length
    return 0, 0
