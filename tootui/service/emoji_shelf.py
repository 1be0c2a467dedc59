"""The server's own emoji, asked for once a day, and those that are characters, found by their names."""

from __future__ import annotations

import heapq
import logging
from collections.abc import Callable, Mapping

import msgspec

from tootui.model.errors import ServerError
from tootui.service.clock import Clock
from tootui.service.remote import Remote
from tootui.service.storage import Storage
from tootui.service.tasks import Tasks
from tootui.text.completing import Offer

log = logging.getLogger(__name__)

META_KEY = "custom_emojis"
SECONDS_FRESH = 24 * 3600.0
SECONDS_AFTER_FAILURE = 300.0


class _Kept(msgspec.Struct, frozen=True):
    """Their names, and when the server told them."""

    asked_at: float = 0.0
    shortcodes: tuple[str, ...] = ()


class EmojiShelf:
    """Finds emoji. Nobody is asked before somebody types one.

    Args:
        changed: called when the server told other ones.
    """

    def __init__(
        self, remote: Remote, tasks: Tasks, storage: Storage, clock: Clock, changed: Callable[[], None]
    ) -> None:
        self._remote = remote
        self._tasks = tasks
        self._storage = storage
        self._clock = clock
        self._changed = changed
        self._kept: _Kept | None = None
        self._asks_from = 0.0
        """When the server may be asked next."""

    @property
    def shortcodes(self) -> tuple[str, ...]:
        """The server's own, as far as they are known."""
        return self._read().shortcodes

    def want(self) -> None:
        """Somebody types one: ask the server for its own, unless it told them today."""
        now = self._clock.time()
        if now >= self._asks_from and now - self._read().asked_at > SECONDS_FRESH:
            self._asks_from = now + SECONDS_AFTER_FAILURE
            self._tasks.spawn(self._ask(), "asking for the server's emoji")

    def find(self, words: str, signs: Mapping[str, str], most: int) -> list[Offer]:
        """Those whose name has these words in it, the best first.

        Args:
            signs: those that are characters, by their names.
        """
        needle = words.casefold()
        own = [(_rank(needle, name), 0, name) for name in self.shortcodes if needle in name.casefold()]
        others = [(_rank(needle, name), 1, name) for name in signs if needle in name]
        # Many signs have several names: twice as many are looked at.
        best = heapq.nsmallest(2 * most, own + others, key=lambda one: (one[0], one[1], len(one[2]), one[2]))
        offers: dict[str, Offer] = {}
        for _, is_sign, name in best:
            text = signs[name] if is_sign else f":{name}:"
            label, note = (f"{text} :{name}:", "") if is_sign else (text, "of this server")
            offers.setdefault(text, Offer(text, label, note))
        return list(offers.values())[:most]

    def _read(self) -> _Kept:
        if self._kept is None:
            kept = self._storage.cache.read_meta(META_KEY)
            try:
                self._kept = msgspec.msgpack.decode(kept, type=_Kept) if kept is not None else _Kept()
            except msgspec.DecodeError as error:
                log.info("The server's emoji are asked anew: %s", error)
                self._kept = _Kept()
        return self._kept

    async def _ask(self) -> None:
        try:
            emojis = await self._remote.call(lambda client: client.custom_emojis.all())
        except ServerError as error:
            log.info("Asking for the server's emoji: %s", error)
            return
        names = dict.fromkeys(emoji.shortcode for emoji in emojis if emoji.visible_in_picker)
        self._kept = _Kept(self._clock.time(), tuple(names))
        self._storage.persist.keep_meta(META_KEY, msgspec.msgpack.encode(self._kept))
        self._changed()


def _rank(needle: str, name: str) -> int:
    """How well a name fits: all of it, its beginning, a word's beginning, anywhere."""
    name = name.casefold()
    if name == needle:
        return 0
    if name.startswith(needle):
        return 1
    return 2 if f"_{needle}" in name else 3
