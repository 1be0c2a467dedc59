"""The ground of what is on the main screen."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive


class Unscrolled:
    """Makes a widget one that Textual does not scroll: it is as large as what is in it.

    For one that may scroll, Textual lays out the screen and paints it once more as soon as its size is known.
    """

    virtual_size = Reactive(Size(0, 0))
