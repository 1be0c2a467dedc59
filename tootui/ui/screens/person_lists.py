"""On which lists somebody is: a tick each, and another list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tootui.service.list_membership import ListMembership
from tootui.ui.screens.list_dialog import ListDialog
from tootui.ui.screens.picker import letter

_NEW = "+"


class PersonLists(ListDialog[None]):
    """Puts somebody on lists and takes them off; each tick is sent at once.

    Args:
        name: whom it is about.
        membership: the lists.
    """

    def __init__(self, name: str, membership: ListMembership) -> None:
        super().__init__()
        self._whom = name
        self._membership = membership
        self._stop: Callable[[], None] | None = None
        self._shown: list[str] = []
        """The lists that stand there, from the top."""

    def compose(self) -> ComposeResult:
        """The lists, and how things stand."""
        with Vertical(classes="frame") as frame:
            frame.border_title = Content(f"Lists with {self._whom}")
            frame.border_subtitle = Content(f"Space ticks, {_NEW} makes a list, Esc closes")
            yield OptionList(markup=False)
            yield Static(classes="detail", markup=False)

    def on_mount(self) -> None:
        """Ask for the lists."""
        self._stop = self._membership.observe(self._changed)
        self._membership.load()
        self._tell()

    def on_unmount(self) -> None:
        """Follow them no longer."""
        if self._stop is not None:
            self._stop()

    def row_keys(self) -> Sequence[str]:
        """The letters of the lists."""
        return [letter(number) for number in range(len(self._membership.lists))]

    def pressed(self, key: str) -> bool:
        """Make a list, try again, close."""
        state = self._membership.state
        if key == _NEW:
            self._ask_name()
        elif key == "enter" and state.error is not None:
            if not state.missing:
                self._membership.load()
        elif key == "q":
            self.close()
        else:
            return False
        return True

    def chosen(self, number: int) -> None:
        """Tick a list, or take its tick away."""
        self._membership.toggle(self._membership.lists[number].id)

    def _ask_name(self) -> None:
        from tootui.ui.screens.ask_line import AskLine

        if not self._membership.state.loaded:
            return
        question = AskLine(
            "The name of the new list",
            detail=f"{self._whom} is put on it.",
            value=self._membership.name_of_failed,
            does="makes it",
        )
        self.app.push_screen(question, lambda title: self._membership.make(title) if title else None)

    def _changed(self) -> None:
        self.call_later(self._tell)

    def _tell(self) -> None:
        if not self.is_attached:
            return
        lists, options = self._membership.lists, self.options
        at = options.highlighted
        marked = self._shown[at] if at is not None else None
        self._shown = [one.id for one in lists]
        options.clear_options()
        options.add_options([Option(self._line(number)) for number in range(len(lists))])
        if lists:  # another list may come above the one that Space is for
            options.highlighted = self._shown.index(marked) if marked in self._shown else 0
        options.display = bool(lists)
        words = self._words()
        detail = self.query_one(Static)
        detail.update(Content(words))
        detail.display = bool(words)

    def _line(self, number: int) -> Content:
        one = self._membership.lists[number]
        tick = "[x]" if self._membership.holds(one.id) else "[ ]"
        return Content.assemble((f"  {letter(number) or ' '}  ", "bold $accent"), tick, " ", self._drawn(one.title))

    def _drawn(self, title: str) -> str:
        return self.tootui.look.drawn(title)

    def _words(self) -> str:
        """What is to be known beside the ticks."""
        state = self._membership.state
        if state.making is not None:
            return f"Making the list {self._drawn(state.making)}"
        if state.error is not None:
            return state.error if state.missing else f"{state.error} Enter tries again."
        if not state.loaded:
            return "Loading your lists"
        return "" if self._membership.lists else f"You have no lists yet. {_NEW} makes one."
