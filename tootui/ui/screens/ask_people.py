"""To whom a direct message goes: a line of names, completed from whom one knows and from the server."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList, Static

from tootui.service.session import Session
from tootui.text.addresses import same_acct
from tootui.text.completing import Offer, TypedWord
from tootui.ui.render.cells import fit
from tootui.ui.screens.line_and_list import LineAndList
from tootui.ui.screens.prompt import PromptLine

_DETAIL = "Only they and you see it. Several: one after another."
_NAME_CELLS = 40
"""Room for the name of a person beside their address: names may be as long as their owners like."""
_ACCT = re.compile(r"[\w.-]+(@[\w.-]+)?")


def named(text: str) -> tuple[list[str], list[str]]:
    """The people a line names, each once and without the ``@`` before them; and what in it is no name."""
    words = [word.removeprefix("@") for word in text.replace(",", " ").replace(";", " ").split()]
    names = {word.casefold(): word for word in reversed(words) if _ACCT.fullmatch(word)}
    ordered = dict.fromkeys(word.casefold() for word in words)
    return [names[word] for word in ordered if word in names], [word for word in words if not _ACCT.fullmatch(word)]


class AskPeople(LineAndList[list[str]]):
    """Answers with the names of people, as servers write them.

    Args:
        session: who asks; its own conversations and what it knows of people is offered.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._completion = session.enquiries.completion
        self._offers: Sequence[Offer] = ()
        self._stop_observing: Callable[[], None] = lambda: None

    def compose(self) -> ComposeResult:
        """The line, what it is for, and who may be meant."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content("A direct message to")
            frame.border_subtitle = Content("Enter adds a name, then writes; Esc closes")
            yield PromptLine(placeholder="names, such as @ada @alan@enigma.uk")
            yield Static(_DETAIL, classes="detail", markup=False)
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Have people at hand, and hear of those whom the server finds."""
        self._completion.begin()
        self._stop_observing = self._completion.observe(self._found)
        super().on_mount()

    def on_unmount(self) -> None:
        """Nobody waits for names any more."""
        self._completion.forget_want()
        self._stop_observing()

    # What is typed

    def typed(self, text: str) -> None:
        """Offer who may be meant by the last word; before the first letter, with whom one has written."""
        word = self._word(text)
        chosen = {f"@{name.casefold()}" for name in named(text.removesuffix(self._last(text)))[0]}
        found = self._completion.find(word, first=self._partners())
        self._offers = [offer for offer in found if offer.text.casefold() not in chosen and not self._is_me(offer.text)]
        if word.words:
            self._completion.want(word)
        else:
            self._completion.forget_want()
        drawn = self.tootui.look.drawn
        ellipsis = self.tootui.look.glyphs.ellipsis
        lines = (
            Content.assemble(drawn(one.label), "  ", (fit(drawn(one.note), _NAME_CELLS, ellipsis), "$muted"))
            for one in self._offers
        )
        self.offer(lines, marked=0 if word.words else None)
        self.query_one(OptionList).display = bool(self._offers)

    def _found(self) -> None:
        self.call_later(self._offer_more)

    def _offer_more(self) -> None:
        if not self.is_attached:
            return
        before, marked = self._offers, self.marked
        self.typed(self.query_one(Input).value)
        if marked is not None and marked < len(before) and before[marked] in self._offers:
            self.query_one(OptionList).highlighted = self._offers.index(before[marked])

    def takes_from_line(self, key: str, text: str) -> bool:
        """Tab completes a name as Enter does."""
        is_taken = super().takes_from_line(key, text)
        if key == "tab" and self._offers:
            self.picked(self.marked or 0)
        return is_taken or key == "tab"

    def entered(self, text: str) -> None:
        """Take the name that is being typed, completed where it can be; where there is none, that is all of them."""
        typing = self._word(text).words
        names, others = named(text)
        if self.marked is not None:
            self.picked(self.marked)
        elif others:
            self.tootui.say(f"“{others[0]}” is no name. One is like @ada, or @alan@enigma.uk.")
        elif typing:
            self._put(f"@{typing}")
        elif not (people := [name for name in names if not self._is_me(name)]):
            self.tootui.say("Name somebody, such as @ada.")
        else:
            self.dismiss(people)

    def picked(self, number: int) -> None:
        """Put a name in the place of what was typed of it."""
        self._put(self._offers[number].text)

    def _put(self, name: str) -> None:
        line = self.query_one(Input)
        line.value = f"{line.value.removesuffix(self._last(line.value))}{name} "
        line.cursor_position = len(line.value)
        line.focus()

    @staticmethod
    def _last(text: str) -> str:
        """The word at the end of a line, as far as it is typed."""
        return re.split(r"[\s,;]", text)[-1]

    def _word(self, text: str) -> TypedWord:
        return TypedWord("mention", 0, self._last(text).removeprefix("@"))

    def _partners(self) -> list[str]:
        """With whom one has written lately."""
        recent = self._session.news.conversations.items
        return list(dict.fromkeys(account.acct for one in recent for account in one.accounts if account.acct))

    def _is_me(self, acct: str) -> bool:
        name = acct.removeprefix("@")
        return same_acct(name, self._session.acct) or same_acct(name, self._session.account.acct)
