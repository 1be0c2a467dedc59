"""What is shown on a terminal without enough room."""

from __future__ import annotations

from textual.widgets import Static


class TooSmall(Static):
    """Said in place of everything."""

    DEFAULT_CSS = """
    TooSmall { layer: notices; width: 100%; height: 100%; content-align: center middle; }
    """
