"""Opening addresses of posts and people inside: at once where they are known, else after the server was asked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from tootui.api.features import Feature
from tootui.model.errors import Missing, ServerError
from tootui.text.addresses import host_of
from tootui.ui.work import begin

if TYPE_CHECKING:
    from tootui.model.places import Place
    from tootui.ui.screens.main import MainScreen

NOTICE = "opening"
"""The key of what is said of it."""


class Opening:
    """Looks addresses up for one screen, the latest only."""

    def __init__(self, screen: MainScreen) -> None:
        self._screen = screen

    def may_find(self, address: str) -> bool:
        """Whether it is known what is behind a page's address, or the server can be asked."""
        session = self._screen.session
        resolving = session.enquiries.resolving
        return resolving.known(address) is not None or (resolving.is_worth_asking and session.offers(Feature.SEARCH))

    def open(self, address: str, otherwise: Callable[[str], None]) -> None:
        """Open the thread or profile behind a page's address.

        Args:
            otherwise: called with the end of a sentence ("…, as there is no post") where that is not possible.
        """
        resolving = self._screen.session.enquiries.resolving
        place = resolving.known(address)
        if place is not None:
            self._go(place, address)
        elif resolving.why_not is not None:
            otherwise("to open it here one has to be signed in")
        else:
            self._screen.session.notices.post(f"Asking {self._screen.session.host} for this address", key=NOTICE)
            begin(self._screen, partial(self._look_up, address, otherwise), group="opening", alone=True)

    async def _look_up(self, address: str, otherwise: Callable[[str], None]) -> None:
        session = self._screen.session
        asked_in = self._screen.column.current
        try:
            place = await session.enquiries.resolving.find(address)
        except Missing:
            place, reason = None, f"{session.host} does not offer search"
        except ServerError as error:
            place, reason = None, str(error).rstrip(".")
        else:
            reason = f"{session.host} finds no post and nobody there"
        if asked_in is not self._screen.column.current or not self._screen.is_active:
            # Whoever went on meanwhile is not pulled back: asked for again, it opens at once.
            words = "It was found: open it again to go there." if place is not None else "Nothing was found there."
            session.notices.post(words, key=NOTICE)
        elif place is not None:
            self._go(place, address)
        else:
            otherwise(reason)

    def _go(self, place: Place, address: str) -> None:
        key = self._screen.tootui.keymap.label("status.browse")
        dot = self._screen.look.glyphs.dot
        hint = f" {dot} {key} opens it in the browser" if key else ""
        self._screen.session.notices.post(f"{host_of(address)}, opened here{hint}", key=NOTICE)
        self._screen.go(place)
