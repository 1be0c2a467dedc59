"""How to follow somebody: with their boosts, with a notification for each post, in some languages only."""

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
from tootui.text.languages import CODES, language_name
from tootui.ui.screens.list_dialog import ListDialog

_KEYS = ("b", "n", "l")


class FollowWishes(NamedTuple):
    """How to follow; no languages stand for all."""

    reblogs: bool
    notify: bool
    languages: tuple[str, ...]


class FollowOptions(ListDialog[FollowWishes]):
    """Answers with how to follow somebody, or to go on following them.

    Args:
        account: who it is.
        relationship: how they are followed now.
    """

    def __init__(self, account: Account, relationship: Relationship) -> None:
        super().__init__()
        self._account = account
        self._is_followed = known(relationship.following, False) or known(relationship.requested, False)
        languages = relationship.languages
        self._wishes = FollowWishes(
            known(relationship.showing_reblogs, True) if self._is_followed else True,
            known(relationship.notifying, False),
            tuple(languages) if isinstance(languages, list) else (),
        )

    def compose(self) -> ComposeResult:
        """The ticks."""
        with Vertical(classes="frame") as frame:
            name = f"@{self._account.acct}"
            asks = "Ask to follow" if known(self._account.locked, False) else "Follow"
            frame.border_title = Content(f"How you follow {name}" if self._is_followed else f"{asks} {name}")
            does = "keeps it" if self._is_followed else "asks" if known(self._account.locked, False) else "follows"
            frame.border_subtitle = Content(f"Space ticks, Enter {does}, Esc closes")
            yield OptionList(*(Option(self._line(number)) for number in range(len(_KEYS))), markup=False)

    def on_mount(self) -> None:
        """Begin at the top."""
        self.options.highlighted = 0

    def _line(self, number: int) -> Content:
        reblogs, notify, languages = self._wishes
        named = ", ".join(language_name(code) for code in languages) or "all languages"
        words = (
            f"{_tick(reblogs)} show their boosts",
            f"{_tick(notify)} notify me of each of their posts",
            f"only posts in: {named}" if languages else f"posts in {named}",
        )
        return Content.assemble((f"  {_KEYS[number]}  ", "bold $accent"), self.tootui.look.drawn(words[number]))

    def row_keys(self) -> Sequence[str]:
        """The letters."""
        return _KEYS

    def pressed(self, key: str) -> bool:
        """Enter answers."""
        if key == "enter":
            self.dismiss(self._wishes)
        return key == "enter"

    def chosen(self, number: int) -> None:
        """Tick, or ask for languages."""
        if number == 0:
            self._take(self._wishes._replace(reblogs=not self._wishes.reblogs))
        elif number == 1:
            self._take(self._wishes._replace(notify=not self._wishes.notify))
        else:
            self._ask_languages()

    def _take(self, wishes: FollowWishes) -> None:
        self._wishes = wishes
        for number in range(len(_KEYS)):
            self.options.replace_option_prompt_at_index(number, self._line(number))

    def _ask_languages(self) -> None:
        from tootui.ui.screens.ask_line import AskLine

        question = AskLine(
            "Languages of the posts that come home",
            detail="Codes, such as en de; all for all.",
            value=" ".join(self._wishes.languages) or "all",
            does="takes them",
        )
        self.app.push_screen(question, self._languages_typed)

    def _languages_typed(self, text: str | None) -> None:
        words = text.lower().replace(",", " ").split() if text is not None else list(self._wishes.languages)
        codes = [] if words == ["all"] else list(dict.fromkeys(words))
        unknown = [code for code in codes if code not in CODES]
        if unknown:
            self.tootui.say(f"“{unknown[0]}” is no code of a language. Nothing was changed.", "warning")
        else:
            self._take(self._wishes._replace(languages=tuple(codes)))


def _tick(is_on: bool) -> str:
    return "[x]" if is_on else "[ ]"
