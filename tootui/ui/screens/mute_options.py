"""How to mute somebody: for how long, and whether with what they notify of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tootui.model.account import Account, Relationship
from tootui.model.base import known
from tootui.text.times import span_words
from tootui.ui.screens.list_dialog import ListDialog

_HOUR, _DAY = 3600, 86_400
_SPANS = (0, _HOUR // 2, _HOUR, 6 * _HOUR, _DAY, 3 * _DAY, 7 * _DAY)


class MuteWishes(NamedTuple):
    """For so many seconds, or (0) until further notice; negative: no longer."""

    seconds: int
    notifications: bool = True


UNMUTE = MuteWishes(-1)


class MuteOptions(ListDialog[MuteWishes]):
    """Answers with what was picked.

    Args:
        account: who is to be muted.
        relationship: whether they are already, and how.
    """

    def __init__(self, account: Account, relationship: Relationship) -> None:
        super().__init__()
        self._account = account
        self._is_muted = known(relationship.muting, False)
        self._notifications = not self._is_muted or known(relationship.muting_notifications, True)

    def compose(self) -> ComposeResult:
        """How long, and a tick for notifications."""
        with Vertical(classes="frame") as frame:
            name = f"@{self._account.acct}"
            frame.border_title = Content(f"{name} is muted. Change that" if self._is_muted else f"Mute {name}")
            frame.border_subtitle = Content("Enter picks, Esc closes")
            yield OptionList(*(Option(self._line(number)) for number in range(len(self._choices))), markup=False)

    @property
    def _choices(self) -> list[tuple[str, str, MuteWishes | None]]:
        """Key, words and answer of each row; the tick answers nothing."""
        spans = [
            (
                str(number),
                f"mute for {span_words(seconds)}" if seconds else "mute until you unmute",
                MuteWishes(seconds, self._notifications),
            )
            for number, seconds in enumerate(_SPANS, 1)
        ]
        tick = "[x]" if self._notifications else "[ ]"
        return [
            *([("u", "unmute", UNMUTE)] if self._is_muted else []),
            *spans,
            ("n", f"{tick} mute what they notify you of, too", None),
        ]

    def _line(self, number: int) -> Content:
        key, words, _wishes = self._choices[number]
        return Content.assemble((f"  {key}  ", "bold $accent"), words)

    def on_mount(self) -> None:
        """Begin at the top."""
        self.options.highlighted = 0

    def row_keys(self) -> Sequence[str]:
        """The keys of the choices."""
        return [key for key, _words, _wishes in self._choices]

    def chosen(self, number: int) -> None:
        """Answer, or tick."""
        wishes = self._choices[number][2]
        if wishes is not None:
            self.dismiss(wishes)
            return
        self._notifications = not self._notifications
        self.options.replace_option_prompt_at_index(number, self._line(number))
