"""From the session's observers to the screen: many changes, one message."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from textual.message import Message
from textual.message_pump import MessagePump
from textual.timer import Timer

from tootui.model.base import EntityKey

Update = Callable[[], None]

MOST_AT_ONCE, WITHIN_SECONDS = 8, 0.4
"""So often within those seconds the screen is brought up to date at once."""
SECONDS_BETWEEN = 0.05
"""Beyond that, while changes pour in, so much time passes between two updates: more is not seen, and no key waits."""


class Changed(Message):
    """Something the screen shows has changed; the bridge knows what."""

    bubble = False


class Bridge:
    """Collects what is to be brought up to date until the screen gets round to it.

    Observers are called in the middle of the session's work and outside of any widget's turn. Here each leaves what it
    wants done; however often that is said, it is done once, when the screen handles the one message.

    Args:
        screen: gets the message.
    """

    def __init__(self, screen: MessagePump) -> None:
        self._screen = screen
        self._updates: dict[Update, None] = {}
        self._keys: set[EntityKey] = set()
        self._stops: list[Callable[[], None]] = []
        self._is_posted = False
        self._lately = 0
        """How often something was brought up to date within `WITHIN_SECONDS`."""
        self._pause: Timer | None = None
        self._hurries = 0
        """How many of the reader's deeds are under way, for whose consequences nothing waits."""

    def watch(self, observe: Callable[[Update], Callable[[], None]], update: Update) -> None:
        """Bring something up to date whenever an observed thing changes, until the bridge is closed."""
        self._stops.append(observe(lambda: self.soon(update)))

    def watch_entities(
        self,
        observe: Callable[[Callable[[frozenset[EntityKey]], None]], Callable[[], None]],
        update: Callable[[], None],
    ) -> None:
        """The same for a store; which entities changed is to be taken by `take_keys`."""

        def note(keys: frozenset[EntityKey]) -> None:
            self._keys |= keys
            self.soon(update)

        self._stops.append(observe(note))

    def soon(self, update: Update) -> None:
        """Do this once, with the next message."""
        self._updates[update] = None
        self._post()

    def forget(self, closed: object) -> None:
        """Do nothing more of what was left by methods of this, which was closed."""
        for update in [update for update in self._updates if getattr(update, "__self__", None) is closed]:
            del self._updates[update]

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """The reader does something: what waits, and what follows from it, is shown now, whatever else is going on."""
        self._hurries += 1
        self._post()
        try:
            yield
        finally:
            asyncio.get_running_loop().call_soon(self._done)  # signals are told in the next turn of the loop

    def _done(self) -> None:
        self._hurries -= 1

    def _post(self) -> None:
        if not self._updates or self._is_posted:
            return
        if self._hurries or self._lately < MOST_AT_ONCE:
            self._is_posted = True
            self._screen.post_message(Changed())
        elif self._pause is None:
            self._pause = self._screen.set_timer(SECONDS_BETWEEN, self._go_on)

    def _go_on(self) -> None:
        self._pause = None
        if self._updates and not self._is_posted:
            self._is_posted = True
            self._screen.post_message(Changed())

    def _time_passed(self) -> None:
        self._lately -= 1

    def take_keys(self) -> frozenset[EntityKey]:
        """Give the entities that changed since this was last asked."""
        keys, self._keys = frozenset(self._keys), set()
        return keys

    def deliver(self) -> None:
        """Do all that was asked for."""
        self._is_posted = False
        updates, self._updates = self._updates, {}
        self._lately += 1
        self._screen.set_timer(WITHIN_SECONDS, self._time_passed)
        for update in updates:
            update()

    def close(self) -> None:
        """Observe nothing any more."""
        for stop in self._stops:
            stop()
        self._stops.clear()
        self._updates.clear()
