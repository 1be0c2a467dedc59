"""Rows of whom the reader shuts out: muted people and until when, blocked people, blocked servers."""

from __future__ import annotations

from collections.abc import Sequence

from tootui.model.places import Place
from tootui.service.session import Session
from tootui.service.shut_out import BlockedServers, ShutOutPeople
from tootui.service.when import when_words
from tootui.text.clean import clean_line
from tootui.text.direction import isolate
from tootui.ui.commands import SHUT_OUT
from tootui.ui.look import Look
from tootui.ui.render.cells import fit
from tootui.ui.render.lines import BLANK, Piece, RowLayout, line
from tootui.ui.render.notes import with_words
from tootui.ui.widgets.door_list import DoorList, door_parts
from tootui.ui.widgets.people_list import PeopleList
from tootui.ui.widgets.place_list import KeyNames, Note, RowKey

_EMPTY = {
    "mutes": "You mute nobody.",
    "blocks": "You block nobody.",
    "domain_blocks": "You block no servers.",
}


def _empty_words(place: Place, key_names: KeyNames) -> str:
    key = key_names("status.menu")
    return f"{_EMPTY[place.kind]} {key} on a post or a person offers it." if key else _EMPTY[place.kind]


class ShutOutList(PeopleList):
    """Muted or blocked people; `exclusion.lift` lets the selected one in again, and back."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        self.shut_out: ShutOutPeople = session.news.shut_out(place)
        super().__init__(session, look, place, key_names)

    @property
    def parts(self) -> Sequence[tuple[Place, str]]:
        """The other lists of this kind stand beside this."""
        return door_parts(self.session, self.place)

    def contexts(self) -> tuple[str, ...]:
        """A key lets the selected one in again."""
        return (SHUT_OUT,) if self.selected_account is not None else ()

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a person, and how they are shut out."""
        layout = super().lay_out(key, width)
        return with_words(layout, self._words(key), width, self.context()) if isinstance(key, str) else layout

    def _words(self, account_id: str) -> str:
        is_mute = self.place == Place.MUTES
        if self.shut_out.is_over(account_id):
            return "Not muted any more: the time is over."
        if not self.shut_out.is_shut_out(account_id):
            was, again = ("muted", "mutes") if is_mute else ("blocked", "blocks")
            return f"Not {was} any more. {self.key_names('exclusion.lift')} {again} them again."
        ends_at = self.shut_out.ends_at(account_id)
        if not is_mute:
            return "Blocked until you lift it."
        return (
            "Muted until you lift it."
            if ends_at is None
            else f"Muted until {when_words(ends_at, self.session.clock.now())}."
        )

    def empty_words(self) -> str:
        """There is nobody, and what would change that."""
        return _empty_words(self.place, self.key_names)


class BlockedServerList(DoorList[str]):
    """Blocked servers, by their names."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        self.servers: BlockedServers = session.news.blocked_servers
        self._drawn: frozenset[str] = frozenset()
        """Those that are shown as lifted."""
        super().__init__(session, look, place, key_names, self.servers)

    def contexts(self) -> tuple[str, ...]:
        """A key lifts the block of the selected one."""
        return (SHUT_OUT,) if self.selected_server else ()

    @property
    def selected_server(self) -> str:
        """The server under the cursor; empty where there is none."""
        key = self.cursor_key
        return key if isinstance(key, str) else ""

    def names(self) -> Sequence[str]:
        """The servers."""
        return self.servers.items

    def empty_note(self) -> Note:
        """There are none."""
        return Note(_empty_words(self.place, self.key_names))

    def sync(self) -> None:
        """Show the rows as they are now, and which were lifted since."""
        super().sync()
        lifted = frozenset(one for one in self.servers.items if self.servers.lifted.on(one) is not None)
        self.changed(lifted ^ self._drawn)
        self._drawn = lifted

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw a server, or words."""
        if not isinstance(key, str):
            return self.lay_out_note(key, width) if isinstance(key, Note) else RowLayout((BLANK,))
        ctx = self.context()
        room = min(width, ctx.text_width)
        name = line(Piece(isolate(fit(clean_line(key), room, ctx.glyphs.ellipsis)), "name"))
        is_lifted = self.servers.lifted.on(key) is not None
        words = "Blocked: you see nothing of it."
        if is_lifted:
            words = f"Not blocked any more. {self.key_names('exclusion.lift')} blocks it again."
        return with_words(RowLayout((name, BLANK), tail=1), words, width, ctx)
