"""What the person arranged: columns and where each was left, the sidebar, view options, pinned tags."""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import Future

from msgspec.structs import replace

from tootui.cache.writer import Writer
from tootui.config.arrangement import Arranged, ArrangementFile, ColumnMemory, Left
from tootui.model.errors import StorageError, UnknownPlace
from tootui.model.places import Place
from tootui.service.clock import Clock
from tootui.service.notices import Notices
from tootui.service.sieve import ViewOptions

__all__ = ["Arrangement", "ColumnMemory", "Left"]

SECONDS_BEHIND = 1.0
log = logging.getLogger(__name__)


class Arrangement:
    """Read at the start; what changes is on disk about a second later.

    Args:
        file: where it is kept; None where it lasts only for this run.
        writer: the thread that writes.
        keeps_searches: whether what was searched for may be on disk; else columns come back without it.
    """

    def __init__(
        self,
        file: ArrangementFile | None,
        writer: Writer,
        notices: Notices,
        clock: Clock,
        *,
        keeps_searches: bool = True,
    ) -> None:
        self._file = file
        self._writer = writer
        self._notices = notices
        self._clock = clock
        self._keeps_searches = keeps_searches
        self._changed = asyncio.Event()
        self._failed = False
        self._now = file.read() if file is not None else Arranged()
        self._written: Arranged | None = self._now

    # What is remembered

    @property
    def columns(self) -> tuple[ColumnMemory, ...]:
        """The columns from left to right, none at the very first start. Places of unknown kinds are left out."""
        stacks = (tuple(left for left in column.stack if _is_place(left.place)) for column in self._now.columns)
        return tuple(ColumnMemory(stack) for stack in stacks if stack)

    @property
    def focused(self) -> int:
        """Which of the columns had the keys."""
        return max(0, min(self._now.focused, len(self.columns) - 1))

    @property
    def is_sidebar_shown(self) -> bool | None:
        """Whether the person shows or hides the sidebar; None where that is left to the width."""
        return self._now.sidebar

    @property
    def pinned_tags(self) -> tuple[str, ...]:
        """The arguments of the places of tags that the person keeps in the sidebar."""
        return tuple(tag for tag in self._now.pinned_tags if _is_place(f"tag:{tag}"))

    def options(self, place: Place) -> ViewOptions:
        """What a place is to show."""
        chosen = self._now.views.get(str(place), ())
        return ViewOptions(**{name: True for name in ViewOptions.__struct_fields__ if name in chosen})

    # What changes

    def keep_columns(self, columns: tuple[ColumnMemory, ...], focused: int) -> None:
        """Remember the columns, and which one has the keys. As often as one likes."""
        self._keep(columns=columns, focused=focused)

    def keep_sidebar(self, is_shown: bool) -> None:
        """Remember whether the sidebar is shown."""
        self._keep(sidebar=is_shown)

    def keep_options(self, place: Place, options: ViewOptions) -> None:
        """Remember what a place is to show."""
        views = {name: chosen for name, chosen in self._now.views.items() if name != str(place)}
        chosen = tuple(name for name in ViewOptions.__struct_fields__ if getattr(options, name))
        if chosen:
            views[str(place)] = chosen
        self._keep(views=views)

    def keep_pinned_tags(self, tags: tuple[str, ...]) -> None:
        """Remember the tags in the sidebar, in this order."""
        self._keep(pinned_tags=tags)

    def _keep(self, **changes: object) -> None:
        self._now = replace(self._now, **changes)
        if self._now != self._written:
            self._changed.set()

    # Writing

    async def run(self) -> None:
        """Go on until cancelled."""
        if self._file is not None and self._file.notice:
            self._notices.post(self._file.notice, "warning", key="arrangement")
        while True:
            await self._changed.wait()
            self._changed.clear()
            await self._clock.sleep(SECONDS_BEHIND)
            try:
                await asyncio.wrap_future(self.flush())
            except StorageError as error:
                self._tell_failure(error)

    def flush(self) -> Future[None]:
        """Hand over what changed now; the future ends when it is written, or raises StorageError."""
        file, arranged = self._file, self._now if self._keeps_searches else _without_searches(self._now)
        if file is None or arranged == self._written:
            return self._writer.submit(lambda: None)
        self._written = arranged
        return self._writer.submit(lambda: file.write(arranged))

    def _tell_failure(self, error: StorageError) -> None:
        log.warning("%s", error)
        self._written = None
        if not self._failed:
            self._failed = True
            self._notices.post(str(error), "warning", key="arrangement")


def _without_searches(arranged: Arranged) -> Arranged:
    """The same as if nothing had been searched for."""
    stacks = (
        tuple(left for left in column.stack if not left.place.startswith("search")) for column in arranged.columns
    )
    return replace(arranged, columns=tuple(ColumnMemory(stack) for stack in stacks if stack))


def _is_place(text: str) -> bool:
    try:
        Place.parse(text)
    except UnknownPlace:
        return False
    return True
