"""What hangs on a post, in words, and where it can be had."""

from __future__ import annotations

from tootui.model.status import MediaAttachment
from tootui.text.clean import clean_line, is_openable

_KINDS = {"image": "image", "video": "video", "gifv": "gif", "audio": "audio"}
NO_DESCRIPTION = "no description"


def kind_word(attachment: MediaAttachment) -> str:
    """What it is: image, video, gif, audio, or whatever else a file is."""
    return _KINDS.get(attachment.type, "file")


def description_of(attachment: MediaAttachment) -> str:
    """What its author says there is to see or hear, on one line; empty where they said nothing."""
    return clean_line(attachment.description or "").strip()


def address_of(attachment: MediaAttachment) -> str:
    """Where it can be had, from the best place there is; empty while the server works on it."""
    addresses = (attachment.url, attachment.remote_url, attachment.preview_url)
    return next((address for address in addresses if address and is_openable(address)), "")
