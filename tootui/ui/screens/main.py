"""The main screen: header, columns, footer; it routes between them and the session."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tootui.model.base import StatusId
from tootui.model.places import Place
from tootui.service.notices import Notice
from tootui.service.session import Session
from tootui.ui.bridge import Bridge, Changed
from tootui.ui.commands import ACCOUNT_ONLY, BROWSE, CONVERSATION, EVERYWHERE, PARTS, SIDEBAR, UNSENT, Command
from tootui.ui.look import Look
from tootui.ui.screens.base import CommandScreen
from tootui.ui.screens.standing import Standing
from tootui.ui.widgets.column import Column
from tootui.ui.widgets.columns import Columns
from tootui.ui.widgets.footer import Footer
from tootui.ui.widgets.header import Header
from tootui.ui.widgets.list_of import list_of
from tootui.ui.widgets.place_list import PlaceList
from tootui.ui.widgets.timeline import TimelineView

if TYPE_CHECKING:
    from tootui.ui.dispatch import Handler
    from tootui.ui.screens.posting import PostCommands
    from tootui.ui.screens.writing import Writing
    from tootui.ui.widgets.overlay import Overlay
    from tootui.ui.widgets.sidebar import Sidebar
    from tootui.ui.widgets.too_small import TooSmall

LEAST_SIZE = (60, 16)
TICK_SECONDS_BUSY = 1
READY_SECONDS, SHELF_SECONDS = 0.2, 0.3
"""So long after the first frame the rest is loaded, and after the first posts lists and tags are asked for."""


class MainScreen(CommandScreen[None]):
    """Header, columns, footer.

    Args:
        session: the account that reads.
        look: theme and glyphs.
        greet: whether to name a few keys until the first is pressed.
    """

    CONTEXTS = (BROWSE, EVERYWHERE)
    CSS_PATH = "main.tcss"
    AUTO_FOCUS = ""
    """A column takes the keys itself: Textual would give them to the sidebar first."""
    # As for any screen, but Textual would paint all of it when the keys go elsewhere, and lay it out twice at first.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    virtual_size = Reactive(Size(0, 0))

    def __init__(self, session: Session, look: Look, *, greet: bool = False) -> None:
        super().__init__()
        self.session = session
        self.look = look
        self.bridge = Bridge(self)
        self._greet = greet
        self._clock: Timer | None = None
        self._overlay: Overlay | None = None
        self._too_small: TooSmall | None = None
        self._is_retired = False
        self._knows_outbox = False  # whether that is loaded: the first frame and the first posts do without
        self._shows_posts = False  # whether there is something to read: what is less urgent may follow

    # Parts

    def compose(self) -> ComposeResult:
        """Only what the first frame shows; hints and notices come when they are needed."""
        header, footer = Header(id="header"), Footer(id="footer")
        session = self.session
        width = self.app.size.width
        self.columns = Columns(session.arrangement, self._list_of, session.first_place, self.bridge, self.look, width)
        self._standing = Standing(self, header, footer)
        self._tell()
        yield header
        yield self.columns
        yield footer

    def render_lines(self, crop: Region) -> list[Strip]:
        """One colour: what is on the screen covers it, so that no line of it is worth styling."""
        return [Strip.blank(crop.width, self.visual_style.rich_style)] * crop.height

    def on_mount(self) -> None:
        """Follow the session; the network begins once the first frame is out."""
        self.column.take_keys()
        session = self.session
        self.bridge.watch_entities(session.store.observe, self._entities_changed)
        self.bridge.watch(session.reveals.observe, self._reveals_changed)
        self.bridge.watch(session.connection.observe, self._connection_changed)
        self.bridge.watch(session.observe, self._tell)
        self.bridge.watch(session.shelf.observe, self._standing.shelf_changed)
        self._stops = [session.notices.observe(self._notice), session.notices.observe_withdrawn(self._notice_withdrawn)]
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.columns.begin()
        self._tick()
        if self._greet:
            self.overlay.greet()
        self.set_timer(READY_SECONDS, self._make_ready)

    def _make_ready(self) -> None:
        """Load what the first posts do not wait for: what is being sent, what was left unfinished, what keys do."""
        if self._is_retired:
            return
        self.bridge.watch(self.session.outbox.observe, self.writing.outbox_changed)
        self.writing.outbox_changed()  # what failed before is not news
        self._knows_outbox = True
        _ = self.dispatcher  # so that the first key finds it
        self.writing.offer_unfinished()
        from tootui.ui.alerting import begin_alerts

        begin_alerts(self.tootui, self.session)
        self._tell()

    def on_unmount(self) -> None:
        """Follow the session no longer."""
        self.retire()

    def retire(self) -> None:
        """Let go of the session, remembering the places; may be called again, and before it was ever on the screen."""
        if self._is_retired or not self.is_mounted:
            return
        self._is_retired = True
        self.bridge.close()
        for stop in self._stops:
            stop()
        self.columns.end()

    @property
    def column(self) -> Column:
        """The column that has the keys."""
        return self.columns.column

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

            self._overlay = Overlay(self.tootui.keymap, self.look.glyphs.dot, self.columns.selected_lines)
            self.mount(self._overlay)
        return self._overlay

    def _keep_selected_clear(self) -> None:
        """Have notices stand where the selected row is not, once it is where it comes to stand."""
        if self._overlay is not None and self._overlay.has_notices:
            self.call_after_refresh(self._overlay.keep_clear)

    # Keys

    def handlers(self) -> dict[str, Handler]:
        """All there is to do here; loaded with the first key."""
        from tootui.ui.screens.main_commands import handlers_of

        return handlers_of(self)

    def contexts(self) -> tuple[str, ...]:
        """In the sidebar, in some places and on some rows some keys mean something else."""
        if self.columns.is_in_sidebar:
            return (SIDEBAR, *self.CONTEXTS)
        current = self.column.current
        return (*current.contexts(), *((PARTS,) if current.parts else ()), *self.CONTEXTS)

    @property
    def subject(self) -> str | None:
        """The selected post, or else the person of the selected row."""
        current = self.column.current
        selected = current.selected_status or current.selected_account
        return selected.id if selected is not None else None

    def on_key(self, event: events.Key) -> None:
        """The first key ends the greeting, and means what it means."""
        if self._overlay is not None:
            self._overlay.key_pressed()
        self.writing.key_pressed()
        self.columns.stop_returning()
        with self.bridge.at_once():
            super().on_key(event)
        self._keep_selected_clear()

    def on_mouse_down(self) -> None:
        """So does the first click."""
        if self._overlay is not None:
            self._overlay.key_pressed()

    def chord_opened(self, prefix: str, following: list[tuple[str, Command]]) -> None:
        """Show what may follow, should the person hesitate; to a guest what there is for guests."""
        if self.session.is_guest:
            following = [pair for pair in following if pair[1].id not in ACCOUNT_ONLY]
        if following or self._overlay is not None:
            self.overlay.chord_opened(prefix, following)

    # Going

    def go(self, place: Place) -> None:
        """Show a place in the column with the keys: the one left open behind, or a new one in front."""
        self.column.take_keys()
        self.column.open(place)

    def open_thread(self, status_id: StatusId) -> None:
        """Show the thread around a post."""
        self.go(Place.thread(status_id))
        conversation_id = self.session.news.conversation_about(status_id)
        if conversation_id is not None:
            from tootui.ui.screens.conversing import keep_read

            keep_read(self, conversation_id)

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
        self.columns.delivered()
        self._tell()
        if not self._shows_posts and self.column.current.selected_status is not None:
            self._shows_posts = True
            self.set_timer(SHELF_SECONDS, self.want_shelf)

    def _entities_changed(self) -> None:
        keys = self.bridge.take_keys()
        for opened in self.columns.lists:
            opened.entities_changed(keys)

    def _reveals_changed(self) -> None:
        for opened in self.columns.lists:
            opened.invalidate(shows_cursor=True)

    def _connection_changed(self) -> None:
        if self.session.connection.state == "busy" and self._clock is not None:
            self._clock.stop()
            self._tick()

    def _notice(self, notice: Notice) -> None:
        self.bridge.soon(lambda: self.overlay.say(notice))

    def _notice_withdrawn(self, key: str) -> None:
        """What was said may still wait to be shown, the very first before there is anything to show it."""
        self.bridge.soon(lambda: self._overlay.withdraw(key) if self._overlay is not None else None)

    def on_column_turned(self, _event: Column.Turned) -> None:
        """Another place is in view, or has the keys."""
        self._tell()
        self._keep_selected_clear()

    def on_sidebar_chosen(self, event: Sidebar.Chosen) -> None:
        """Go to what was clicked."""
        self.go(event.place)

    def on_timeline_view_cursor_moved(self) -> None:
        """What keys do depends on what is selected."""
        self._standing.row_changed()
        self._keep_selected_clear()

    def on_timeline_view_scrolled(self) -> None:
        """The selected row stands elsewhere."""
        self._keep_selected_clear()

    def on_timeline_view_target_clicked(self, event: TimelineView.TargetClicked) -> None:
        """Follow what was clicked in a post."""
        self.posts.follow(event.target)

    def on_timeline_view_row_clicked(self, event: TimelineView.RowClicked) -> None:
        """A double click opens."""
        if event.times == 2:
            opening = {UNSENT: "unsent.open", CONVERSATION: "conversation.open"}
            self.dispatcher.run(next((opening[one] for one in self.contexts() if one in opening), "thread.open"))

    def on_resize(self, event: events.Resize) -> None:
        """Say so where there is too little room for anything else."""
        columns, rows = LEAST_SIZE
        is_small = event.size.width < columns or event.size.height < rows
        if is_small == (self._too_small is not None):
            return
        for part in self.children:
            part.visible = not is_small
        if is_small:
            from tootui.ui.widgets.too_small import TooSmall

            self._too_small = TooSmall(f"tootui needs {columns} columns and {rows} rows.", markup=False)
            self.mount(self._too_small)
        elif self._too_small is not None:
            self._too_small.remove()
            self._too_small = None

    def _tick(self) -> None:
        """Times pass: every second while the header counts down, else with every minute."""
        self._tell()
        now, is_busy = self.session.clock.now(), self.session.connection.state == "busy"
        if not is_busy or now.second < TICK_SECONDS_BUSY or self._clock is None:
            for column in self.columns.columns:
                column.current.times_passed()
            if self._shows_posts:
                self.want_shelf()
        self._clock = self.set_timer(TICK_SECONDS_BUSY if is_busy else 60 - now.second, self._tick)

    def want_shelf(self) -> None:
        """Have lists and tags asked for while somebody looks at them."""
        if self.columns.has_sidebar and self.session is self.tootui.session:
            self.session.shelf.want()

    def _tell(self) -> None:
        """Say how things stand."""
        self._standing.tell(with_outbox=self._knows_outbox)

    def restyle(self) -> None:
        """Another theme was put on."""
        self.columns.refresh()
        for opened in self.columns.lists:
            opened.restyle(self.look.styles)
