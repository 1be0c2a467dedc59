"""Which tag's posts to read: a line to type into, and tags that are followed or were read."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from tootui.model.errors import UnknownPlace
from tootui.model.places import Place, TagQuery
from tootui.ui.screens.dialog import Dialog

_HOW = "python or django with web without jobs"
_WORDS = {"or": "any", "any": "any", "with": "all", "all": "all", "and": "all", "without": "none", "none": "none"}
"""What parts the tags, in the words of the titles and in the server's own."""
_MOVES = {"down": "cursor_down", "up": "cursor_up", "pagedown": "page_down", "pageup": "page_up"}


def tag_place(text: str) -> Place:
    """Read what a person types: ``python``, ``#python or #django with web without jobs``, ``python?any=django``.

    Raises:
        UnknownPlace: there is no tag in it.
    """
    words = text.replace(",", " ").split()
    if len(words) == 1:
        return Place.tag(words[0])
    joined: dict[str, list[str]] = {"any": [], "all": [], "none": []}
    part = "any"
    for word in words:
        if word.lower() in _WORDS:
            part = _WORDS[word.lower()]
        else:
            joined[part].append(word.removeprefix("#").lower())
    if not joined["any"]:
        raise UnknownPlace(text)
    first, *others = joined["any"]
    return Place.tag(str(TagQuery(first, tuple(others), tuple(joined["all"]), tuple(joined["none"]))))


class AskTag(Dialog[Place]):
    """Answers with the place of a tag.

    Args:
        offered: arguments of places of tags to choose from.
    """

    def __init__(self, offered: Sequence[str]) -> None:
        super().__init__()
        self._places = [Place("tag", argument) for argument in offered]
        self._found: Sequence[Place] = self._places

    def compose(self) -> ComposeResult:
        """The line, how to join tags, the tags that are known."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("Posts with a tag")
            frame.border_subtitle = Content("Enter opens, Esc closes")
            yield Input(placeholder="a tag")
            yield Static(f"Several: {_HOW}", classes="detail", markup=False)
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Begin with all tags that are known."""
        self.query_one(OptionList).can_focus = False
        self._fill("")

    @on(Input.Changed)
    def _on_typed(self, event: Input.Changed) -> None:
        self._fill(event.value)

    def _fill(self, typed: str) -> None:
        words = typed.strip().removeprefix("#").lower()
        self._found = [place for place in self._places if words in place.argument]
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Option(Content(self.tootui.look.drawn(place.title))) for place in self._found])
        options.display = bool(self._found)
        options.highlighted = None

    def on_key(self, event: events.Key) -> None:
        """Move in the list while the line keeps the letters."""
        if event.key in _MOVES:
            event.stop()
            event.prevent_default()
            getattr(self.query_one(OptionList), f"action_{_MOVES[event.key]}")()
        else:
            super().on_key(event)

    @on(Input.Submitted)
    def _on_entered(self, event: Input.Submitted) -> None:
        highlighted = self.query_one(OptionList).highlighted
        if highlighted is not None:
            self.dismiss(self._found[highlighted])
            return
        try:
            self.dismiss(tag_place(event.value))
        except UnknownPlace:
            self.tootui.say("Type a tag, such as python.")

    @on(OptionList.OptionSelected)
    def _on_clicked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(self._found[event.option_index])
