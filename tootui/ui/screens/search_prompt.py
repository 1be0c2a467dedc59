"""What to search for: a line to type into, searches of before and names that fit, and what operators mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from tootui.service.session import Session
from tootui.text.clean import clean_line
from tootui.text.completing import word_before
from tootui.text.search_words import OPERATORS
from tootui.ui.render.cells import fit
from tootui.ui.screens.line_and_list import LineAndList
from tootui.ui.screens.prompt import PromptLine

_WIDTH = 76
_AROUND = 6
_MOST_RECENT = 8
_MOST_NAMES = 5
_ROWS_FOR_ALL = 26
"""From so many rows on the operators are explained while one types."""
_SHORT = 'Also "two words" -without from:@ada has:media #tag'


class _Offered(NamedTuple):
    """What can be picked: a search of before, or what completes the last word."""

    text: str
    label: str
    note: str
    is_search: bool


class SearchPrompt(LineAndList[str]):
    """Answers with what to search for; with an empty text where the page of searches is wanted.

    Args:
        words: what the line holds at first.
    """

    def __init__(self, session: Session, words: str) -> None:
        super().__init__()
        self._words = words
        self._recent = session.enquiries.recent_searches
        self._completion = session.enquiries.completion
        self._found: Sequence[_Offered] = ()

    def compose(self) -> ComposeResult:
        """The line, what fits it, the operators."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("Search")
            frame.border_subtitle = Content("Enter searches, Esc closes")
            yield PromptLine(self._words, placeholder="people, tags, posts; or an address")
            yield OptionList(markup=False)
            yield Static(self._explained(), classes="detail", markup=False)

    def on_mount(self) -> None:
        """Have names at hand; Textual goes on with what all such dialogs begin with."""
        self._stop = self._completion.observe(self._more_is_known)
        self._completion.begin()

    def on_unmount(self) -> None:
        """Wait for no more names."""
        self._stop()

    def _more_is_known(self) -> None:
        self.call_later(self._offer_more)

    def _offer_more(self) -> None:
        """Names came from the disk: offer them as well, unless the arrows are among those that were there."""
        if self.marked is None:
            self._offered = None
            self.catch_up()

    def on_resize(self) -> None:
        """Explain as much as there is room for."""
        self.call_after_refresh(self._explain)

    def _explain(self) -> None:
        if self.is_running:  # what comes after a refresh may come after the end of this
            self.query_one(".detail", Static).update(self._explained())

    def _explained(self) -> Content:
        room = min(_WIDTH, self.app.size.width) - _AROUND
        ellipsis = self.tootui.look.glyphs.ellipsis
        if self.app.size.height < _ROWS_FOR_ALL:
            return Content.styled(fit(_SHORT, room, ellipsis), "$muted")
        column = max(len(one.example) for one in OPERATORS) + 2
        rows = [
            Content.assemble(
                Content.styled(f"{one.example:<{column}}", "$secondary"),
                Content.styled(fit(one.meaning, max(room - column, 1), ellipsis), "$muted"),
            )
            for one in OPERATORS
        ]
        return Content("\n").join(rows)

    # What fits

    def typed(self, text: str) -> None:
        """Offer names that complete the last word, and searches of before that hold the words."""
        words = text.strip().casefold()
        recent = [one for one in self._recent.all if words in one.casefold() and one != text.strip()]
        # What stands there from the beginning is to be typed over: all searches of before are at hand.
        recent = self._recent.all if text == self._words else recent
        self._found = [
            *self._names(text),
            *(_Offered(one, clean_line(one), "", is_search=True) for one in recent[:_MOST_RECENT]),
        ]
        room = min(_WIDTH, self.app.size.width) - _AROUND
        self.offer((self._line(one, room) for one in self._found), marked=None)
        options = self.query_one(OptionList)
        options.display = bool(self._found)
        self._tell_keys()

    def _names(self, text: str) -> list[_Offered]:
        word = word_before(text, len(text))
        if word is None or word.kind == "emoji" or not word.words:
            return []
        offers = self._completion.find(word)[:_MOST_NAMES]
        return [
            _Offered(text[: word.start] + offer.text, offer.label, offer.note, is_search=False)
            for offer in offers
            if offer.text != text[word.start :]
        ]

    def _line(self, offered: _Offered, room: int) -> Content:
        look = self.tootui.look
        label = fit(look.drawn(offered.label), room, look.glyphs.ellipsis)
        note = fit(f"  {look.drawn(offered.note)}", max(room - len(label), 1), look.glyphs.ellipsis)
        return Content.assemble(label, (note, "$muted")) if offered.note else Content(label)

    def _tell_keys(self) -> None:
        is_search = self.marked is not None and self._found[self.marked].is_search
        words = "Enter searches, Delete forgets it, Esc closes" if is_search else "Enter searches, Esc closes"
        self.query_one(".frame", Vertical).border_subtitle = Content(words)

    # What is done

    def on_key(self, event: events.Key) -> None:
        """Let go of the marked search of before. Other keys go on to what such dialogs do with them."""
        if event.key == "delete" and self.marked is not None and self._found[self.marked].is_search:
            event.stop()
            event.prevent_default()
            self._recent.forget(self._found[self.marked].text)
            self.typed(self.query_one(Input).value)

    @on(OptionList.OptionHighlighted)
    def _on_marked(self) -> None:
        self._tell_keys()

    def entered(self, text: str) -> None:
        """Search for the marked one, or for what was typed."""
        if self.marked is not None:
            self.picked(self.marked)
        else:
            self.dismiss(text.strip())

    def picked(self, number: int) -> None:
        """Search for one of before, or complete the last word."""
        offered = self._found[number]
        if offered.is_search:
            self.dismiss(offered.text)
            return
        line = self.query_one(Input)
        line.value = f"{offered.text} "
        line.cursor_position = len(line.value)
