"""A text area in which long pastes can be taken back, and in which alt moves by words as in a shell."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Offset
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from tootui.ui.widgets.typed_ahead import acts_at_once, is_written, passes_on, steps


class WritingArea(TextArea):
    """Textual's, without an end of the program: taking back many lines hides the scroll bar, and that looks for the
    cursor before it has left the lines that are gone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("alt+b", "cursor_word_left", show=False),
        Binding("alt+f", "cursor_word_right", show=False),
        Binding("alt+d", "delete_word_right", show=False),
        Binding("alt+backspace", "delete_word_left", show=False),
    ]

    def begin_at_end(self) -> None:
        """Have the cursor behind what is there from the first key on, which may come before the area is shown."""
        self.set_reactive(TextArea.selection, Selection.cursor(self.document.end))

    async def on_key(self, event: events.Key) -> None:
        """Have what writes nothing act before the letters typed after it; pass on what is not for the text any more."""
        if not passes_on(self, event) and not steps(self, event) and event.key != "enter" and not is_written(event):
            await acts_at_once(self, event)

    def on_paste(self, event: events.Paste) -> None:
        """Write it as Textual would, which also asks for the focus: the key after it may have moved that elsewhere."""
        event.stop()
        event.prevent_default()
        if pasted := self._replace_via_keyboard(event.text, *self.selection):
            self.move_cursor(pasted.end_location)

    def takes_early(self, event: events.Key) -> bool:
        """Take a letter that was typed before the text had the focus; False for other keys."""
        if not event.character or not is_written(event):
            return False
        self.insert(event.character, self.document.end)
        self.move_cursor(self.document.end)
        return True

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """See `TextArea.scroll_cursor_visible`; a cursor behind the end is about to be moved, which scrolls again."""
        if self.cursor_location[0] >= self.document.line_count:
            return Offset(0, 0)
        return super().scroll_cursor_visible(center, animate)
