"""What a place shows: boosts, replies, only what has media. Each change is seen at once behind the box."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import structs
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tootui.service.feeds import Feed
from tootui.service.sieve import ViewOptions, hidden_words
from tootui.ui.screens.list_dialog import ListDialog

_CHOICES = (
    ("b", "hide_boosts", "hide boosts"),
    ("r", "hide_replies", "hide replies"),
    ("m", "only_media", "only media"),
)


class ViewOptionsDialog(ListDialog[None]):
    """Switches what one feed shows.

    Args:
        feed: of the place in view.
        title: the place's.
    """

    def __init__(self, feed: Feed, title: str) -> None:
        super().__init__()
        self._feed = feed
        self._title = title
        self._stop: Callable[[], None] | None = None

    def compose(self) -> ComposeResult:
        """The switches, and what comes of them."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content(f"View of {self._title}")
            frame.border_subtitle = Content("Space switches, Esc closes")
            yield OptionList(*(Option(self._line(number)) for number in range(len(_CHOICES))), markup=False)
            yield Static(classes="detail", markup=False)

    def on_mount(self) -> None:
        """Follow the count while posts come in."""
        self.options.highlighted = 0
        self._stop = self._feed.observe(self._feed_changed)
        self._tell()

    def on_unmount(self) -> None:
        """Follow it no longer."""
        if self._stop is not None:
            self._stop()

    def row_keys(self) -> Sequence[str]:
        """The letters."""
        return [letter for letter, _name, _words in _CHOICES]

    def pressed(self, key: str) -> bool:
        """The key that opened it closes it."""
        is_end = key in (self.tootui.keymap.label("timeline.options"), "q")
        if is_end:
            self.close()
        return is_end

    def chosen(self, number: int) -> None:
        """Switch one."""
        _letter, name, _words = _CHOICES[number]
        options = self._feed.options
        self._feed.set_options(structs.replace(options, **{name: not getattr(options, name)}))
        self.options.replace_option_prompt_at_index(number, self._line(number))
        self._tell()

    def _line(self, number: int) -> Content:
        letter, name, words = _CHOICES[number]
        is_on = bool(getattr(self._feed.options, name))
        box = "[x]" if is_on else "[ ]"
        return Content.assemble((f"  {letter}  ", "bold $accent"), f"{box} {words}")

    def _feed_changed(self) -> None:
        self.call_later(self._tell)

    def _tell(self) -> None:
        """Say what is hidden among the posts that are loaded."""
        if not self.is_attached:
            return
        count = self._feed.hidden_count
        if count:
            text = f"{hidden_words(self._feed.options, count)} hidden"
        elif self._feed.options == ViewOptions():
            text = "Everything is shown."
        else:
            text = "Nothing is hidden among what is loaded."
        self.query_one(Static).update(Content(text))
