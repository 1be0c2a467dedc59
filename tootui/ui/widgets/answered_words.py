"""What a post being written answers: one line of it, or all."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from tootui.ui.look import Look
from tootui.ui.render.cells import fit


class AnsweredWords(Static):
    """The words of the answered post. With the class ``-whole`` all of them, else as many as fit on one line."""

    def __init__(self, words: str, look: Look, *, id: str) -> None:
        super().__init__(id=id, markup=False)
        self._look = look
        self._words = look.drawn(words.strip()) or "(no words)"
        self._ellipsis = look.glyphs.ellipsis

    def tell(self, words: str) -> None:
        """Show other words."""
        self._words = self._look.drawn(words.strip()) or "(no words)"
        self.refresh(layout=True)

    def render(self) -> Content:
        """The words, cropped unless they are asked for."""
        words = self._words
        if not self.has_class("-whole"):
            words = fit(" ".join(words.split()), self.content_size.width, self._ellipsis)
        return Content.styled(words, "italic $muted")
