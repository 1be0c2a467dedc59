"""What is known of a media file beside its address: sizes, length, where its subject is."""

from tootui.model.base import Entity


class Focus(Entity, frozen=True, kw_only=True):
    """What a crop must keep: ``x`` from -1 (left) to 1, ``y`` from -1 (bottom) to 1; 0, 0 is the middle."""

    x: float = 0.0
    y: float = 0.0


class MediaSize(Entity, frozen=True, kw_only=True):
    """One version of a file. A sound has neither width nor height; ``duration`` is in seconds."""

    width: int | None = None
    height: int | None = None
    duration: float | None = None
    frame_rate: str | None = None
    bitrate: int | None = None


class MediaMeta(Entity, frozen=True, kw_only=True):
    """What the server measured; all of it may be missing."""

    original: MediaSize | None = None
    small: MediaSize | None = None
    focus: Focus | None = None
