"""The main screen: header, columns, footer; it routes between them and the session."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.timer import Timer
from textual.widgets import Static

from tootui.model.base import StatusId
from tootui.model.places import Place
from tootui.service.notices import Notice
from tootui.service.session import Session
from tootui.ui.bridge import Bridge, Changed
from tootui.ui.commands import BROWSE, EVERYWHERE, Command, commands_in
from tootui.ui.dispatch import Handler
from tootui.ui.look import Look
from tootui.ui.screens.base import CommandScreen
from tootui.ui.widgets.column import Column
from tootui.ui.widgets.footer import Footer, waiting_words
from tootui.ui.widgets.header import Header, HeaderState
from tootui.ui.widgets.list_of import list_of
from tootui.ui.widgets.place_list import PlaceList
from tootui.ui.widgets.timeline import TimelineView

if TYPE_CHECKING:
    from tootui.ui.screens.posting import PostCommands
    from tootui.ui.screens.writing import Writing
    from tootui.ui.widgets.overlay import Overlay

LEAST_SIZE = (60, 16)
TICK_SECONDS_BUSY = 1


class TooSmall(Static):
    """Said in place of everything."""

    DEFAULT_CSS = """
    TooSmall { layer: notices; width: 100%; height: 100%; content-align: center middle; }
    """


class MainScreen(CommandScreen[None]):
    """Header, columns, footer.

    Args:
        session: the account that reads.
        look: theme and glyphs.
        greet: whether to name a few keys until the first is pressed.
    """

    CONTEXTS = (BROWSE, EVERYWHERE)
    CSS_PATH = "main.tcss"

    def __init__(self, session: Session, look: Look, *, greet: bool = False) -> None:
        super().__init__()
        self.session = session
        self.look = look
        self.bridge = Bridge(self)
        self._greet = greet
        self._clock: Timer | None = None
        self._overlay: Overlay | None = None
        self._is_retired = False
        self._has_begun = False
        """Whether the first frame is out: what is not on it is not loaded for it either."""

    # Parts

    def compose(self) -> ComposeResult:
        """Only what the first frame shows; hints and notices come when they are needed."""
        self._header = Header(id="header")
        self._footer = Footer(id="footer")
        self._columns = [Column(self._list_of(Place.HOME), self.bridge)]
        yield self._header
        yield from self._columns
        yield self._footer
        self._tell()

    def on_mount(self) -> None:
        """Follow the session; the network begins once the first frame is out."""
        self.column.current.focus()
        session = self.session
        self.bridge.watch_entities(session.store.observe, self._entities_changed)
        self.bridge.watch(session.reveals.observe, self._reveals_changed)
        self.bridge.watch(session.connection.observe, self._connection_changed)
        self.bridge.watch(session.observe, self._tell)
        self._stop_notices = session.notices.observe(self._notice)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.bridge.watch(self.session.outbox.observe, self._outbox_changed)
        self._has_begun = True
        self.column.begin()
        self._tick()
        _ = self.dispatcher  # made now, so that the first key finds it
        if self._greet:
            self.overlay.greet()
        self.writing.offer_unfinished()

    def on_unmount(self) -> None:
        """Follow the session no longer."""
        self.retire()

    def retire(self) -> None:
        """Let go of the session, remembering the places; may be called again."""
        if self._is_retired:
            return
        self._is_retired = True
        self.bridge.close()
        self._stop_notices()
        for column in self._columns:
            column.end()

    @property
    def column(self) -> Column:
        """The column that has the keys."""
        return self._columns[0]

    # Parts that are made when they are first needed, after the first frame

    @cached_property
    def posts(self) -> PostCommands:
        """What can be done to posts."""
        from tootui.ui.screens.posting import PostCommands

        return PostCommands(self)

    @cached_property
    def writing(self) -> Writing:
        """Writing and what became of it."""
        from tootui.ui.screens.writing import Writing

        return Writing(self)

    @property
    def overlay(self) -> Overlay:
        """What appears above the footer."""
        if self._overlay is None:
            from tootui.ui.widgets.overlay import Overlay

            self._overlay = Overlay(self.tootui.keymap)
            self.mount(self._overlay)
        return self._overlay

    # Keys

    def handlers(self) -> dict[str, Handler]:
        """Moving, going, acting on posts, writing."""
        from tootui.ui.screens.browsing import BrowseCommands

        return {
            **BrowseCommands(self).handlers(),
            **self.posts.handlers(),
            **self.writing.handlers(),
        }

    def on_key(self, event: events.Key) -> None:
        """The first key ends the greeting, and means what it means."""
        if self._overlay is not None:
            self._overlay.key_pressed()
        self.writing.key_pressed()
        super().on_key(event)

    def chord_opened(self, prefix: str, following: list[tuple[str, Command]]) -> None:
        """Show what may follow, should the person hesitate."""
        if following or self._overlay is not None:
            self.overlay.chord_opened(prefix, following)

    # Going

    def go(self, place: Place) -> None:
        """Show a timeline: the one left open behind, or a new one in front."""
        behind = next((opened for opened in self.column.lists if opened.place == place), None)
        if behind is not None:
            self.column.back_to(behind)
        else:
            self.column.open(self._list_of(place))

    def open_thread(self, status_id: StatusId) -> None:
        """Show the thread around a post."""
        self.column.open(self._list_of(Place.thread(status_id)))

    def _list_of(self, place: Place) -> PlaceList:
        return list_of(place, self.session, self.look, self.tootui.keymap.label)

    def ask(self, question: str, detail: str, yes: str, act: Callable[[], None]) -> None:
        """Do something after a yes."""
        from tootui.ui.screens.confirm import Confirm

        self.app.push_screen(Confirm(question, detail, yes=yes), lambda agreed: act() if agreed else None)

    # What changed

    def on_changed(self, event: Changed) -> None:
        """Bring up to date what the session has changed."""
        event.stop()
        self.bridge.deliver()
        self._tell()

    def _entities_changed(self) -> None:
        keys = self.bridge.take_keys()
        for column in self._columns:
            for opened in column.lists:
                opened.entities_changed(keys)

    def _reveals_changed(self) -> None:
        for column in self._columns:
            for opened in column.lists:
                opened.invalidate()

    def _connection_changed(self) -> None:
        if self.session.connection.state == "busy" and self._clock is not None:
            self._clock.stop()
            self._tick()

    def _outbox_changed(self) -> None:
        self.writing.outbox_changed()

    def _notice(self, notice: Notice) -> None:
        self.bridge.soon(lambda: self._show_notice(notice))

    def _show_notice(self, notice: Notice) -> None:
        self.overlay.say(notice)

    def on_column_turned(self, _event: Column.Turned) -> None:
        """Another place is in view."""
        self._tell()

    def on_timeline_view_target_clicked(self, event: TimelineView.TargetClicked) -> None:
        """Follow what was clicked in a post."""
        self.posts.follow(event.target)

    def on_timeline_view_row_clicked(self, event: TimelineView.RowClicked) -> None:
        """A double click opens."""
        if event.times == 2:
            self.dispatcher.run("thread.open")

    def on_resize(self, event: events.Resize) -> None:
        """Say so where there is too little room for anything else."""
        columns, rows = LEAST_SIZE
        is_small = event.size.width < columns or event.size.height < rows
        if is_small == bool(self.query(TooSmall)):
            return
        for part in self.children:
            part.visible = not is_small
        if is_small:
            self.mount(TooSmall(f"tootui needs {columns} columns and {rows} rows.", markup=False))
        else:
            self.query(TooSmall).remove()

    def _tick(self) -> None:
        """Times pass: every second while the header counts down, else with every minute."""
        self._tell()
        now = self.session.clock.now()
        if now.second < TICK_SECONDS_BUSY or self._clock is None:
            self.column.current.times_passed()
        seconds = TICK_SECONDS_BUSY if self.session.connection.state == "busy" else 60 - now.second
        self._clock = self.set_timer(seconds, self._tick)

    def _tell(self) -> None:
        """Say in header and footer how things stand."""
        session = self.session
        current = self.column.current
        feed_list = self.column.feed_list
        new_count = feed_list.feed.new_count if feed_list is not None else 0
        connection = session.connection
        state = HeaderState(
            place=current.place.title,
            new_count=new_count,
            connection=connection.state,
            again_at=connection.until,
            acct=session.acct,
            is_demo=session.is_demo,
            clock=self.look.clock,
        )
        glyphs = self.look.glyphs
        self._header.tell(state, session.clock.now(), new_mark=glyphs.new)
        new = f"{glyphs.new} {new_count} new" if new_count else ""
        self._footer.tell(
            commands_in(self.contexts()),
            self.tootui.keymap,
            waiting=waiting_words(draft.state for draft in session.outbox.items) if self._has_begun else "",
            new=new,
        )

    def restyle(self) -> None:
        """Another theme was put on."""
        for column in self._columns:
            for opened in column.lists:
                opened.restyle(self.look.styles)
