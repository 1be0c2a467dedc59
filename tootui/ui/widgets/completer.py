"""Completes names, hashtags and emoji in a text area, without being in the way of writing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.geometry import Offset

from tootui.text.completing import Offer, TypedWord, word_before
from tootui.ui.look import Look
from tootui.ui.widgets.completion import CompletionList

if TYPE_CHECKING:
    from textual.widgets import TextArea

    from tootui.service.completion import Completion

_LINES = 8
_FEW_LINES = 5
_KEYS = frozenset(("tab", "enter", "down", "up", "escape"))
_LOW = 20
"""Screens with fewer rows show fewer lines."""


@cache
def signs() -> Mapping[str, str]:
    """The emoji that are characters, by name, without those that differ in the colour of the skin alone."""
    from rich._emoji_codes import EMOJI  # a table without a public name

    return {name: _coloured(sign) for name, sign in EMOJI.items() if "skin_tone" not in name}


def _coloured(sign: str) -> str:
    """Signs that are letters as well need to be told that they are meant as emoji."""
    return f"{sign}\ufe0f" if len(sign) == 1 and cell_len(sign) == 1 else sign


class Completer:
    """Watches what is typed into a text area and shows what may complete it.

    Tab takes the first line at once. Down goes into the list; from then on Enter takes the marked line. Until then
    Enter, Up and all other keys do what they always do.

    Args:
        area: where the text is written.
        look: theme and glyphs.
        completion: knows what there is to offer.
        people: full names of the people of the conversation, who come first.
        is_private: whether the conversation is for these alone; then others are listed as who is not in it.
        begun_as: the text before anything was typed, which may have been done before this was made.
    """

    def __init__(
        self,
        area: TextArea,
        look: Look,
        completion: Completion,
        people: Sequence[str],
        is_private: Callable[[], bool],
        begun_as: str,
    ) -> None:
        self._area = area
        self._completion = completion
        self._people = people
        self._is_private = is_private
        self._list = CompletionList(look)
        self._word: TypedWord | None = None
        self._offers: list[Offer] = []
        self._chosen: int | None = None
        self._closed_at: tuple[int, int] | None = None
        """Where the word begins whose list the person has closed."""
        self._text = begun_as
        area.screen.mount(self._list)
        completion.begin()
        self._stop = completion.observe(self._more_is_known)
        self.text_changed()

    def end(self) -> None:
        """Watch no longer, and leave nothing on the screen."""
        self._stop()
        self.close()
        if self._list.is_attached:  # a further post of a chain is written on it
            self._list.remove()

    # What is typed

    def text_changed(self) -> None:
        """Offer what completes the word at the cursor, if one is being typed."""
        if self._area.text != self._text:
            self._text = self._area.text
            self._look_at(self._typed())

    def cursor_moved(self) -> None:
        """Offer nothing for a word that the cursor has left."""
        if self._word is not None or self._closed_at is not None:
            self._look_at(self._typed(), is_typed=False)

    def _typed(self) -> TypedWord | None:
        selection = self._area.selection
        if not selection.is_empty:
            return None
        row, column = selection.end
        return word_before(self._area.document.get_line(row), column)

    def _look_at(self, word: TypedWord | None, *, is_typed: bool = True) -> None:
        place = (self._area.cursor_location[0], word.start) if word is not None else None
        if place != self._closed_at:
            self._closed_at = None
        if word is None or self._closed_at is not None or not (is_typed or self._word is not None):
            self.close()
        elif word != self._word:
            is_same_place = self._word is not None and self._word[:2] == word[:2]
            chosen = self._offers[self._chosen] if is_same_place and self._chosen is not None else None
            self._word = word
            self._offers = self._found(word)
            self._chosen = self._offers.index(chosen) if chosen in self._offers else None
            self._completion.want(word)
            self.place()

    def _found(self, word: TypedWord) -> list[Offer]:
        known = signs() if word.kind == "emoji" else None
        offers = self._completion.find(word, first=self._people, signs=known)[: self._room]
        if word.kind == "mention" and self._is_private():
            return [self._warned(offer) for offer in offers]
        whole = f"{'@' if word.kind == 'mention' else '#'}{word.words}".casefold()
        is_whole = word.kind != "emoji" and len(offers) == 1 and offers[0].text.casefold() == whole
        return [] if is_whole else offers

    def _warned(self, offer: Offer) -> Offer:
        """An offer in a private conversation, with a word where it would bring somebody in."""
        is_in_it = offer.text.removeprefix("@") in self._people
        return offer if is_in_it else offer._replace(note=f"not in this conversation  {offer.note}")

    def _more_is_known(self) -> None:
        """Put what came below what stands there: nothing moves under the eyes, or under the mark."""
        if self._word is not None:
            standing = {offer.text for offer in self._offers}
            added = [offer for offer in self._found(self._word) if offer.text not in standing]
            if added:
                self._offers = [*self._offers, *added][: self._room]
                self.place()

    # What is picked

    def takes(self, key: str) -> bool:
        """Whether a key was for the list; then it has done what it does there."""
        if key not in _KEYS:
            return False
        self.text_changed()  # what was typed just before may not have been told yet
        if not self._offers:
            # Who asks for a name that is on its way does not mean to leave the text.
            return key == "tab" and self._word is not None and self._completion.is_asking
        chosen = self._chosen
        match key:
            case "tab":
                self.pick(chosen or 0)
            case "enter" if chosen is not None:
                self.pick(chosen)
            case "down":
                self._choose(0 if chosen is None else min(chosen + 1, len(self._offers) - 1))
            case "up" if chosen is not None:
                self._choose(chosen - 1 if chosen else None)
            case "escape":
                row, start = self._area.cursor_location[0], self._word.start if self._word is not None else 0
                self.close()
                self._closed_at = (row, start)
            case _:
                return False
        return True

    def pick(self, number: int) -> None:
        """Write a line in place of the word, and a space behind it unless there is one."""
        if self._word is None or number >= len(self._offers):
            return
        row, column = self._area.cursor_location
        follows = self._area.document.get_line(row)[column : column + 1]
        text = self._offers[number].text + ("" if follows.isspace() else " ")
        self._area.history.checkpoint()
        result = self._area.replace(text, (row, self._word.start), (row, column))
        self._area.move_cursor(result.end_location)
        self._text = self._area.text
        self.close()

    def close(self) -> None:
        """Offer nothing."""
        self._word, self._offers, self._chosen = None, [], None
        self._completion.forget_want()
        self._list.hide()

    def _choose(self, number: int | None) -> None:
        self._chosen = number
        self.place()

    @property
    def _room(self) -> int:
        return _LINES if self._area.app.size.height >= _LOW else _FEW_LINES

    def place(self) -> None:
        """Show the list where its word stands."""
        if self._word is None or not self._offers:
            self._list.hide()
            return
        cursor = self._area.cursor_screen_offset
        typed = cell_len(self._word.words) + 1
        self._list.show(self._offers, self._chosen, Offset(max(0, cursor.x - typed), cursor.y))
