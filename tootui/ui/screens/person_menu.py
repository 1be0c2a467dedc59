"""All that can be done about one person, as a menu that follows how one relates to them while it is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.widgets import OptionList

from tootui.model.account import Account
from tootui.model.base import EntityKey
from tootui.ui.screens.picker import Picker, PickerItem

if TYPE_CHECKING:
    from tootui.service.session import Session


class PersonMenu(Picker):
    """A picker whose words are found anew when the server tells more.

    Args:
        account: whom it is about.
        title: whom, and what they are in the row that it was opened on.
        items: gives what there is to pick, always the same things in the same order.
    """

    def __init__(
        self, session: Session, account: Account, title: str, items: Callable[[], Sequence[PickerItem]]
    ) -> None:
        super().__init__(title, items())
        self._session = session
        self._account = account
        self._find_items = items
        self._stop: Callable[[], None] | None = None

    def on_mount(self) -> None:
        """Find out how things stand, where that is not known."""
        super().on_mount()
        self._stop = self._session.store.observe(self._entities_changed)
        if self._session.why_not_write is None:
            self._session.relations.relate(self._account.id)

    def on_unmount(self) -> None:
        """Follow it no longer."""
        if self._stop is not None:
            self._stop()

    def _entities_changed(self, keys: frozenset[EntityKey]) -> None:
        if ("relationship", self._account.id) in keys:
            self.call_later(self._renew)

    def _renew(self) -> None:
        if not self.is_attached:
            return
        self._items = self._find_items()
        options = self.query_one(OptionList)
        for number, item in enumerate(self._items):
            options.replace_option_prompt_at_index(number, self._line(item))
