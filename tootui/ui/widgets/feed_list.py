"""A timeline's rows: posts, holes, and in words what is missing or wrong."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import structs
from textual import events
from textual.timer import Timer

from tootui.cache.batch import ReadingPlace
from tootui.model.base import StatusId
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.feeds import Feed
from tootui.service.session import Session
from tootui.service.sieve import hidden_words
from tootui.store.timeline import Row
from tootui.ui.bridge import Bridge
from tootui.ui.commands import TAG
from tootui.ui.look import Look
from tootui.ui.render.context import PostView
from tootui.ui.render.lines import RowLayout
from tootui.ui.widgets.place_list import OFFLINE, SIGNED_OUT, KeyNames, Note, RowKey, failure
from tootui.ui.widgets.status_list import StatusList
from tootui.ui.widgets.timeline import TimelineView

if TYPE_CHECKING:
    from tootui.model.tags import Tag

REST_SECONDS = 0.4
"""How long after a move the place is remembered: once for a burst of keys."""

_EMPTY = {
    "home": "Nothing here yet: you follow nobody who has posted.",
    "local": "Nobody on this server has posted in public yet, or the server keeps it to itself.",
    "federated": "This server shows no public posts of other servers.",
    "tag": "No posts with this tag are known here yet.",
    "list": "Nobody on this list has posted yet, or nobody is on it.",
    "link": "Nobody has said anything about this page in public yet.",
    "bookmarks": "You have no bookmarks yet.",
    "favourites": "You have no favourites yet.",
    "quotes": "Nobody has quoted this post yet, as far as your server knows.",
    "trending": "Nothing is much talked about on this server just now.",
}
_HINTS = {
    "home": ("go.local", "shows what people on this server say."),
    "bookmarks": ("status.bookmark", "on a post keeps it here, for you alone."),
    "favourites": ("status.favourite", "on a post makes it one."),
}
"""What changes an empty place, for those who have a key for it."""


class FeedList(StatusList):
    """The rows of one feed."""

    WHAT = "posts"
    """What its rows are called in sentences."""

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(session, look, place, key_names)
        self._offered: StatusId | None = None
        self.feed: Feed = session.feed(place)
        self._drawn_gap: Gap | None = None
        self._drawn_read_line: StatusId | None = None
        self._went_to_top = False
        """Whether the reader came to where they are by their own moves: only then may posts flow in at the top."""
        self._flowed_in = False
        """Whether posts came in at the top since the last key."""
        self._last_post: StatusId | None = None
        """The post selected last: the side from which a hole was come to."""
        self._remembering: Timer | None = None
        self._shown: tuple[Sequence[Row], tuple[tuple[Note, ...], tuple[Note, ...]]] = (self.feed.rows, self._notes())
        self.set_rows(self.rows())
        reading = self.feed.reading
        if reading is not None:
            self.go_to(reading.status_id, reading.line)
        self._went_to_top = False

    @property
    def selected_tag(self) -> Tag | None:
        """The tag whose timeline this is; none where several are joined."""
        if self.place.kind != "tag" or "?" in self.place.argument:
            return None
        from tootui.model.tags import Tag

        return Tag(name=self.place.argument)

    def contexts(self) -> tuple[str, ...]:
        """In the timeline of a tag a key follows it."""
        return (TAG,) if self.place.kind == "tag" else ()

    def begin(self, bridge: Bridge) -> None:
        """Open the feed and follow it."""
        self.follow(bridge, self.feed, self.session.connection)
        # What they wrote may be quoted by others.
        self._stops.append(self.session.apart.observe(lambda: bridge.soon(self.invalidate)))
        self.feed.open()
        if self.place.kind == "tag":
            self.session.shelf.want()  # which tell whether the reader follows it, also where no sidebar asked for them
        self.sync()

    def reach(self, key: str) -> None:
        """Have a post at hand that lies further up or down."""
        self.feed.reach(key)
        self.sync()

    def end(self) -> None:
        """Close the feed."""
        self._remember()
        super().end()
        self.feed.close()

    def refresh_rows(self) -> None:
        """Ask for newer posts now."""
        self.do(self.feed.refresh)

    # Rows

    def rows(self) -> Sequence[RowKey]:
        """Posts and gaps, between what is to be said above and below them."""
        above, below = self._notes()
        return [*above, *self.feed.rows, *below]

    def _notes(self) -> tuple[tuple[Note, ...], tuple[Note, ...]]:
        above = (SIGNED_OUT,) if self.session.connection.state == "signed_out" else ()
        below = (self._hidden_note(), self._note())
        return above, tuple(note for note in below if note is not None)

    def _hidden_note(self) -> Note | None:
        """Where the reader comes to the end: what they have hidden."""
        if self.feed.rows and not self.feed.state.at_end:
            return None
        count = self.feed.hidden_count
        if not count:
            return None
        words, key = hidden_words(self.feed.options, count), self.key_names("timeline.options")
        return Note(f"{words} hidden {self.look.glyphs.dot} {key} shows them", action="timeline.options")

    def _note(self) -> Note | None:
        state = self.feed.state
        if not self.feed.rows:
            return self._note_when_empty()
        if state.at_end:
            return Note("This is the end.")
        if state.loading_older:
            return Note(f"Loading older {self.WHAT}")
        if self.session.connection.state == "offline":
            return Note(f"Offline. Older {self.WHAT} load when the server answers again.", True)
        if state.error and not state.loading_newer:
            return failure(state.error, "timeline.older")
        return None

    def _note_when_empty(self) -> Note | None:
        state = self.feed.state
        connection = self.session.connection
        if state.closed is not None:
            return Note(state.closed)
        if connection.state == "signed_out":
            return Note("Nothing of this place is kept here.")
        if connection.state == "offline":
            return OFFLINE
        if state.error:
            return failure(state.error)
        if not state.loaded_once or state.loading_older:
            return Note("Loading")
        if self.feed.hidden_count:
            return None
        words = self.empty_words()
        command, does = _HINTS.get(self.place.kind, ("", ""))
        key = self.key_names(command) if command else ""
        return Note(f"{words} {key} {does}" if key else words)

    def empty_words(self) -> str:
        """Why there are no posts."""
        return _EMPTY.get(self.place.kind, "Nothing here yet.")

    def is_of_feed(self, key: RowKey | None) -> bool:
        """Whether a row is a post in its place in the feed."""
        return isinstance(key, str)

    def lay_out_gap(self, gap: Gap, width: int) -> RowLayout:
        """Draw a hole, or that it is being filled."""
        from tootui.ui.render.gap import render_gap

        store = self.session.store
        newer, older = store.status(gap.above), store.status(gap.below)
        return render_gap(gap, newer, older, width, self.context(), loading=gap == self.feed.state.loading_gap)

    def sync(self) -> None:
        """Show the rows as they are now, up to where they were read, and which hole is being filled."""
        state = (self.feed.rows, self._notes())
        if state[0] is not self._shown[0] or state[1] != self._shown[1]:
            # Under a menu the selection stays: what is picked there was meant for it.
            is_in_front = self.is_attached and self.app.screen is self.screen
            flows_in = self.session.flows_in and self._went_to_top and self.is_at_top and is_in_front
            self._leave_filled_gap(state[0])
            if bool(state[0]) != bool(self._shown[0]):
                self.want_more()  # a single post takes the one row of the word that it loads
            self._shown = state
            super().sync()
            if flows_in and self.cursor:
                self._flowed_in = True
                self.stay_at_top()
                self._remember_soon()
        gap, line = self.feed.state.loading_gap, self.feed.read_line
        if (gap, line) != (self._drawn_gap, self._drawn_read_line):
            changed: list[Row | None] = [self._drawn_gap, gap] if gap != self._drawn_gap else []
            changed += [self._drawn_read_line, line] if line != self._drawn_read_line else []
            self._drawn_gap, self._drawn_read_line = gap, line
            self.changed([row for row in changed if row is not None])
        self._offer_what_was_read_elsewhere()

    def _leave_filled_gap(self, rows: Sequence[Row]) -> None:
        """Of a hole that was come to from below the post under it stays where it is; what fills it comes above."""
        gap = self.cursor_key
        if isinstance(gap, Gap) and gap.below == self._last_post and gap not in rows:
            self.select_in_place(gap.below)

    def view_of(self, status: Status) -> PostView:
        """With the line up to which the place was read, where it stands above this post."""
        view = super().view_of(status)
        return structs.replace(view, read_line=True) if status.id == self._drawn_read_line else view

    def _offer_what_was_read_elsewhere(self) -> None:
        elsewhere = self.feed.state.read_elsewhere
        if elsewhere is not None and self._offered is None:
            newer_key = self.key_names("timeline.newer")
            words = f"You have read further elsewhere {self.look.glyphs.dot} {newer_key} goes there"
            self.session.notices.post(words, key="read-elsewhere")
        self._offered = elsewhere

    # What the person does

    def go_to(self, key: RowKey, line: int = 0) -> bool:
        """Select a row and put its first line on that line of the widget; a jump is no way to the top."""
        self._went_to_top = False
        found = super().go_to(key, line)
        self._went_to_top = False
        if found and isinstance(key, str) and self.is_of_feed(key):
            self._last_post = key
        return found

    def _reader_moved(self) -> None:
        """The reader goes where they want."""
        self._went_to_top = True

    def on_key(self, _event: events.Key) -> None:
        """Whoever presses a key has seen what flowed in."""
        if self._flowed_in:
            self._flowed_in = False
            key = self.cursor_key
            if isinstance(key, str) and self.is_of_feed(key):
                self.feed.mark_seen(key)

    def what_is_not_loaded(self) -> str:
        """Older posts, which a find cannot know of."""
        if self.feed.state.at_end:
            return ""
        return f"Older {self.WHAT} are not loaded yet: {self.key_names('cursor.end')} loads more."

    def fill(self, gap: Gap) -> None:
        """Load what is missing in a hole."""
        if self._last_post == gap.below:
            self.feed.remember(ReadingPlace(gap.below, 0))
        self.feed.fill_gap(gap)

    def to_newest(self) -> None:
        """Go to where one has read elsewhere, else to the top; all below is seen then."""
        self.sync()  # what came just now is part of it
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
        key = event.key
        if isinstance(key, str) and self.is_of_feed(key):
            self._last_post = key
            self.feed.mark_seen(key)
        self._remember_soon()

    def _remember_soon(self) -> None:
        if self._remembering is None:
            self._remembering = self.set_timer(REST_SECONDS, self._remember)

    def _remember(self) -> None:
        self._remembering = None
        place = self.reading_place()
        if place is not None and isinstance(place[0], str) and self.is_of_feed(place[0]):
            self.feed.remember(ReadingPlace(place[0], place[1]))

    def read_on(self) -> None:
        """Fetch older posts before the end is reached."""
        self.feed.want_older()
