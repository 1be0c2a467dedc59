"""What a column shows, whatever it is of: rows of one place that follow the session while they are open."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol, TypeAlias, cast

from msgspec import Struct
from textual.worker import Worker

from tootui.model.account import Account
from tootui.model.base import EntityKey, StatusId
from tootui.model.pages import Gap
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.service.session import Session
from tootui.text.languages import primary
from tootui.ui.bridge import Bridge
from tootui.ui.failed_work import tell_failed_work
from tootui.ui.look import Look
from tootui.ui.render.context import RenderContext
from tootui.ui.render.lines import RowLayout, Target
from tootui.ui.widgets.timeline import TimelineView
from tootui.ui.work import begin

if TYPE_CHECKING:
    from tootui.model.tags import Tag
    from tootui.text.links import Link
    from tootui.ui.app import TootuiApp
    from tootui.ui.widgets.finding import Finding, Outcome

_LOOKING = "find"
"""The group of workers that look through many rows."""
_WIDE = 200
"""Cells at which rows that are no posts are laid out to be searched."""

_TRENDS = ((Place.TRENDING, "Posts"), (Place.TRENDING_TAGS, "Tags"), (Place.TRENDING_LINKS, "Links"))


class Note(Struct, frozen=True):
    """A row that is no entity: why a place is empty, what failed, where the end is."""

    text: str
    is_problem: bool = False
    action: str = ""
    """The id of the command that Enter runs on it."""
    enter: str = ""
    """A word for the footer for what Enter does, where the row does not say it itself."""


OFFLINE = Note("Offline, and nothing of this place is kept here. It loads when the server answers again.", True)
SIGNED_OUT = Note("Your sign-in is no longer valid. Enter signs in again.", True, "account.sign_in")

RowKey: TypeAlias = str | Gap | Note
"""The id of what a row shows, a hole, or words."""


def failure(sentence: str, action: str = "timeline.refresh") -> Note:
    """The row that says what went wrong, and that Enter runs a command to try again."""
    return Note(f"{sentence} Enter tries again.", True, action)


class Observed(Protocol):
    """What rows follow."""

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after changes; the result stops that."""


KeyNames: TypeAlias = Callable[[str], str]
"""Gives the key of a command, by its id, as it is named to the reader."""


class PlaceList(TimelineView[RowKey]):
    """The rows of one place.

    Args:
        session: whose.
        look: theme and glyphs.
        place: what is shown.
        key_names: the keys to name in rows.
    """

    def __init__(self, session: Session, look: Look, place: Place, key_names: KeyNames) -> None:
        super().__init__(self.lay_out_marked, look.styles, glyphs=look.glyphs, drawn=look.drawn)
        self.session = session
        self.look = look
        self.place = place
        self.key_names = key_names
        self._find: Finding[RowKey] | None = None
        self._stops: list[Callable[[], None]] = []
        """End what is followed; empty while nobody looks."""

    def begin(self, bridge: Bridge) -> None:
        """Load, and follow what changes through the bridge."""
        raise NotImplementedError

    def reach(self, key: str) -> None:
        """Have a row at hand that one is to come back to, as far as that is on disk; called before `begin`."""

    def follow(self, bridge: Bridge, *observed: Observed) -> None:
        """Show the rows anew whenever one of these changes, until the end."""
        self._stops += [one.observe(lambda: bridge.soon(self.sync)) for one in observed]

    def end(self) -> None:
        """Follow no longer: the place was left."""
        for stop in self._stops:
            stop()
        self._stops.clear()

    def refresh_rows(self) -> None:
        """Ask the server now."""
        raise NotImplementedError

    def do(self, work: Callable[[], Coroutine[None, None, None]], *, group: str = "default") -> None:
        """Begin something in place of what was begun before it in the same group, see `begin`."""
        begin(self, work, group=group, alone=True)

    def rows(self) -> Sequence[RowKey]:
        """The rows as they should be now."""
        raise NotImplementedError

    def lay_out(self, key: RowKey, width: int) -> RowLayout:
        """Draw one row."""
        raise NotImplementedError

    def lay_out_marked(self, key: RowKey, width: int) -> RowLayout:
        """Draw one row with what is looked for marked; posts do that themselves, with what hangs on them."""
        layout = self.lay_out(key, width)
        if self._find is None or isinstance(key, Gap) or (isinstance(key, Note) and not self.searched_text(key)):
            return layout
        if any("found" in piece.style for row in layout.lines for piece in row.pieces):
            return layout
        from tootui.ui.render.found import highlighted

        return layout._replace(lines=highlighted(layout.lines, self._find.words))

    def lay_out_note(self, note: Note, width: int) -> RowLayout:
        """Draw words."""
        from tootui.ui.render.notes import render_note

        return render_note(note.text, width, self.context(), style="problem" if note.is_problem else "note")

    def sync(self) -> None:
        """Show the rows as they are now; what is in view stays where it is."""
        self.set_rows(self.rows())

    def context(self) -> RenderContext:
        """What holds for all rows."""
        preferences = self.session.preferences
        language = preferences.posting_default_language or self.look.language
        return RenderContext(
            now=self.session.clock.now(),
            glyphs=self.look.glyphs,
            text_width=self.look.text_width,
            absolute_times=self.look.absolute_times,
            me_id=self.session.account.account_id,
            covers_media=preferences.reading_expand_media == "hide_all",
            languages=frozenset({primary(language)}) if language else frozenset(),
            key_of=self.key_names,
        )

    @property
    def parts(self) -> Sequence[tuple[Place, str]]:
        """The places that stand side by side with this one, itself among them, with a short word each; mostly none."""
        return _TRENDS if self.place.kind == "trending" else ()

    def contexts(self) -> tuple[str, ...]:
        """Where keys work that mean something else here, or on the selected row, the closest first."""
        return ()

    # What is selected

    @property
    def selected_status(self) -> Status | None:
        """The post or boost under the cursor, where rows are posts."""
        return None

    @property
    def selected_account(self) -> Account | None:
        """Whose profile the selected row leads to: the author of a post, the person of a row of people."""
        status = self.selected_status
        return status.inner.account if status is not None else None

    @property
    def selected_people(self) -> Sequence[tuple[str, Account]]:
        """Whom the selected row shows, each with what they are in it (``author``), the most important first."""
        status = self.selected_status
        if status is None:
            return [("", self.selected_account)] if self.selected_account is not None else []
        people = [("author", status.inner.account)]
        return [*people, ("booster", status.account)] if status.reblog is not None else people

    @property
    def selected_target(self) -> Target | None:
        """Where Enter leads on a row that is no post."""
        return None

    @property
    def selected_tag(self) -> Tag | None:
        """The tag that the selected row is, or whose posts these are."""
        return None

    @property
    def selected_address(self) -> str:
        """The page of what the selected row shows, to be opened in the browser; empty where it has none."""
        status = self.selected_status
        return (status.inner.url or "") if status is not None else ""

    @property
    def selected_links(self) -> list[Link]:
        """What may be picked from a selected row that is no post."""
        return []

    def visible_statuses(self) -> list[StatusId]:
        """The posts in view, from the top."""
        return []

    # Finding words

    @property
    def finding(self) -> str:
        """The words that are looked for and marked; empty while there is no find."""
        return self._find.words if self._find is not None else ""

    def start_find(self, words: str) -> None:
        """Mark words wherever they stand and go to the first match from the selected row on, around the end."""
        from tootui.ui.widgets.finding import Finding

        self._find = Finding(" ".join(words.split()), self.searched_text)
        self.invalidate()
        self._look_from(self.cursor, 1)

    def find_next(self, direction: int) -> bool:
        """Go to the next (1) or previous (-1) match; False where nothing is looked for."""
        if self._find is None:
            return False
        self._look_from(self.cursor + direction, direction)
        return True

    def end_find(self) -> None:
        """Look for nothing any more."""
        self._find = None
        self._look_no_further()
        self.session.notices.withdraw("find")
        self.invalidate()

    def searched_text(self, key: RowKey) -> str | None:
        """What a find looks through of a row; None where that is not in memory."""
        return "" if isinstance(key, Note | Gap) else self.lay_out(key, _WIDE).plain

    def what_is_not_loaded(self) -> str:
        """A sentence about further rows that a find cannot know of; empty where all are here."""
        return ""

    def _look_no_further(self) -> None:
        """What was looked for before is of no interest now, wherever it may be."""
        self.workers.cancel_group(self, _LOOKING)

    def _look_from(self, start: int, direction: int) -> None:
        self._look_no_further()
        if self._find is not None and self.keys:
            looking = self._find.look(self.keys, start, direction)
            if not self._came_to(next(looking), direction):
                self.do(partial(self._look_on, looking, direction), group=_LOOKING)

    async def _look_on(self, looking: Iterator[Outcome[RowKey] | None], direction: int) -> None:
        """Among thousands of rows: a slice whenever there is nothing else to do."""
        for outcome in looking:
            if self._came_to(outcome, direction):
                return
            await asyncio.sleep(0)

    def _came_to(self, outcome: Outcome[RowKey] | None, direction: int) -> bool:
        """Show what a slice brought; whether that was the last one."""
        if outcome is None:
            return False
        if outcome.key is not None:
            self._show_match(outcome.key)
            if outcome.is_around:
                self.session.notices.post("On from the top." if direction > 0 else "On from the end.", key="find")
            else:
                self.session.notices.withdraw("find")
            return True
        sentences = [f"No row here holds “{self.finding}”."]
        if outcome.away_count:
            sentences.append(f"{outcome.away_count:,} that are only on disk were not looked through.")
        self.session.notices.post(" ".join([*sentences, self.what_is_not_loaded()]).strip(), key="find")
        return True

    def _show_match(self, key: RowKey) -> None:
        """Select a row; of one higher than the screen show the part with the words."""
        self.bring(key)
        lines = self._rows.layout_of(key).lines
        if len(lines) > self.size.height:
            marked = (n for n, row in enumerate(lines) if any("found" in piece.style for piece in row.pieces))
            first = next(marked, 0)
            if first >= self.size.height:
                self.go_to(key, max(self.size.height // 3 - first, self.size.height - len(lines)))

    # What changed

    def on_timeline_view_near_end(self, _event: TimelineView.NearEnd) -> None:
        """Read on, unless what came since this was said is enough."""
        if self.is_near_end:
            self.read_on()

    def read_on(self) -> None:
        """Get more rows, where there are more: the end is near."""

    def entities_changed(self, keys: Iterable[EntityKey]) -> None:
        """Draw anew what shows one of these."""

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Work that failed is not passed over."""
        tell_failed_work(cast("TootuiApp", self.app), event)

    def times_passed(self) -> None:
        """Relative times have grown older, filters may have ended."""
        self.outdate()
