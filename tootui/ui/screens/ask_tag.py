"""Which tag's posts to read: a line to type into, and tags that are followed or were read."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static

from tootui.model.errors import UnknownPlace
from tootui.model.places import Place, TagQuery
from tootui.ui.screens.line_and_list import LineAndList
from tootui.ui.screens.prompt import PromptLine

_HOW = "python or django with web without jobs"
_WORDS = {"or": "any", "any": "any", "with": "all", "all": "all", "and": "all", "without": "none", "none": "none"}
"""What parts the tags, in the words of the titles and in the server's own."""


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


class AskTag(LineAndList[Place]):
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
            yield PromptLine(placeholder="a tag")
            yield Static(f"Several: {_HOW}", classes="detail", markup=False)
            yield OptionList(markup=False)

    def typed(self, text: str) -> None:
        """Offer the known tags that hold it."""
        words = text.strip().removeprefix("#").lower()
        self._found = [place for place in self._places if words in place.argument]
        self.offer((Content(self.tootui.look.drawn(place.title)) for place in self._found), marked=None)
        self.query_one(OptionList).display = bool(self._found)

    def entered(self, text: str) -> None:
        """Take the marked tag, or else what was typed."""
        if self.marked is not None:
            self.picked(self.marked)
            return
        try:
            self.dismiss(tag_place(text))
        except UnknownPlace:
            self.tootui.say("Type a tag, such as python.")

    def picked(self, number: int) -> None:
        """Take one of the known tags."""
        self.dismiss(self._found[number])
