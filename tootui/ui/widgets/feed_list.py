"""A timeline's rows: posts, holes, and in words what is missing or wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.timer import Timer

from tootui.cache.batch import ReadingPlace
from tootui.model.base import StatusId
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.service.feeds import Feed
from tootui.service.session import Session
from tootui.store.timeline import Row
from tootui.ui.bridge import Bridge
from tootui.ui.look import Look
from tootui.ui.render.gap import render_gap
from tootui.ui.render.lines import RowLayout
from tootui.ui.widgets.place_list import KeyNames, Note, RowKey
from tootui.ui.widgets.status_list import StatusList
from tootui.ui.widgets.timeline import TimelineView

REST_SECONDS = 0.4
"""How long after a move the place is remembered: once for a burst of keys."""

_SIGNED_OUT = Note("Your sign-in is no longer valid. Enter signs in again.", True, "account.sign_in")
_EMPTY = {
    "home": "Nothing here yet: you follow nobody who has posted. g l shows what people on this server say.",
    "local": "Nobody on this server has posted in public yet, or it does not show.",
    "federated": "This server shows no public posts of other servers.",
    "tag": "No posts with this tag are known here yet.",
    "list": "Nobody on this list has posted yet, or nobody is on it.",
    "link": "Nobody has said anything about this page in public yet.",
    "account": "No posts yet, or none that you may see.",
    "bookmarks": "You have no bookmarks yet. B on a post keeps it here, for you alone.",
    "favourites": "You have no favourites yet. f on a post makes it one.",
    "trending": "Nothing is much talked about on this server just now.",
}


class FeedList(StatusList):
    """The rows of one feed."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self._offered: StatusId | None = None
        self.feed: Feed = session.feed(place)
        self._stops: list[Callable[[], None]] = []
        self._drawn_gap: Gap | None = None
        self._remembering: Timer | None = None
        self._shown: tuple[Sequence[Row], tuple[tuple[Note, ...], tuple[Note, ...]]] = (self.feed.rows, self._notes())
        self.set_rows(self.rows())
        reading = self.feed.reading
        if reading is not None:
            self.go_to(reading.status_id, reading.line)

    def begin(self, bridge: Bridge) -> None:
        """Open the feed and follow it."""
        self._stops.append(self.feed.observe(lambda: bridge.soon(self.sync)))
        self._stops.append(self.session.connection.observe(lambda: bridge.soon(self.sync)))
        self.feed.open()
        self.sync()

    def reach(self, key: str) -> None:
        """Have a post at hand that lies further up or down."""
        self.feed.reach(key)
        self.sync()

    def end(self) -> None:
        """Close the feed."""
        self._remember()
        for stop in self._stops:
            stop()
        self._stops.clear()
        self.feed.close()

    def refresh_rows(self) -> None:
        """Ask for newer posts now."""
        self.run_worker(self.feed.refresh(), exclusive=True, exit_on_error=False)

    # Rows

    def rows(self) -> Sequence[RowKey]:
        """Posts and gaps, between what is to be said above and below them."""
        above, below = self._notes()
        return [*above, *self.feed.rows, *below]

    def _notes(self) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
        above = (_SIGNED_OUT,) if self.session.connection.state == "signed_out" else ()
        below = self._note()
        return above, (below,) if below is not None else ()

    def _note(self) -> Note | None:
        state = self.feed.state
        if not self.feed.rows:
            return self._note_when_empty()
        if state.at_end:
            return Note("This is the end.")
        if state.loading_older:
            return Note("Loading older posts")
        if state.error and not state.loading_newer and self.session.connection.state != "offline":
            return Note(f"{state.error} Enter tries again.", True, "timeline.older")
        return None

    def _note_when_empty(self) -> Note:
        state = self.feed.state
        connection = self.session.connection
        if state.closed is not None:
            return Note(state.closed)
        if connection.state == "signed_out":
            return Note("Nothing of this place is kept here.")
        if connection.state == "offline":
            return Note(
                "Offline, and nothing of this place is kept here. It loads when the server answers again.", True
            )
        if state.error:
            return Note(f"{state.error} Enter tries again.", True, "timeline.refresh")
        if not state.loaded_once:
            return Note("Loading")
        return Note(_EMPTY.get(self.place.kind, "Nothing here yet."))

    def lay_out_gap(self, gap: Gap, width: int) -> RowLayout:
        """Draw a hole, or that it is being filled."""
        store = self.session.store
        newer, older = store.status(gap.above), store.status(gap.below)
        return render_gap(gap, newer, older, width, self.context(), loading=gap == self.feed.state.loading_gap)

    def sync(self) -> None:
        """Show the rows as they are now, and which hole is being filled."""
        state = (self.feed.rows, self._notes())
        if state[0] is not self._shown[0] or state[1] != self._shown[1]:
            self._shown = state
            super().sync()
        if self.feed.state.loading_gap != self._drawn_gap:
            changed = [gap for gap in (self._drawn_gap, self.feed.state.loading_gap) if gap is not None]
            self._drawn_gap = self.feed.state.loading_gap
            self.changed(changed)
        self._offer_what_was_read_elsewhere()

    def _offer_what_was_read_elsewhere(self) -> None:
        elsewhere = self.feed.state.read_elsewhere
        if elsewhere is not None and self._offered is None:
            newer_key = self.key_names("timeline.newer")
            self.session.notices.post(f"You have read further elsewhere · {newer_key} goes there", key="read-elsewhere")
        self._offered = elsewhere

    # What the person does

    def fill(self, gap: Gap) -> None:
        """Load what is missing in a hole."""
        self.feed.fill_gap(gap)

    def to_newest(self) -> None:
        """Go to where one has read elsewhere, else to the top; all below is seen then."""
        elsewhere = self.feed.state.read_elsewhere
        if elsewhere is not None:
            self.go_to(elsewhere)
        else:
            self.to_top()
        reached = elsewhere or self.feed.timeline.newest_id
        if reached is not None:
            self.feed.mark_seen(reached)

    def on_timeline_view_cursor_moved(self, event: TimelineView.CursorMoved) -> None:
        """What was reached is no longer new; where one rests is remembered."""
        if isinstance(event.key, str):
            self.feed.mark_seen(event.key)
        if self._remembering is None:
            self._remembering = self.set_timer(REST_SECONDS, self._remember)

    def _remember(self) -> None:
        self._remembering = None
        place = self.reading_place()
        if place is not None and isinstance(place[0], str):
            self.feed.remember(ReadingPlace(place[0], place[1]))

    def on_timeline_view_near_end(self, _event: TimelineView.NearEnd) -> None:
        """Fetch older posts before the end is reached."""
        self.feed.want_older()
