"""View options: what of a place the reader wants to see."""

from __future__ import annotations

from msgspec import Struct


class ViewOptions(Struct, frozen=True):
    """What is left out of one place."""

    hide_boosts: bool = False
    hide_replies: bool = False
    only_media: bool = False
