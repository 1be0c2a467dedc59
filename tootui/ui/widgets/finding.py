"""Finding words among the rows of a list: in what is in memory, a slice at a time, around the end."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Generic, NamedTuple, TypeVar

from tootui.model.status import Status
from tootui.text.html import parse
from tootui.ui.render.found import pattern_of

K = TypeVar("K", bound=Hashable)

SLICE = 200
"""So many texts are looked through at a time: some milliseconds."""
_KNOWN_COST = 1 / 50
"""What a row that was looked through before costs, in texts."""


class Outcome(NamedTuple, Generic[K]):
    """How a look through the rows ended.

    ``key`` is the row that was found, None if none was. ``is_around``: it lies on the other side of the end.
    ``away_count`` rows were not looked through: what they show is not in memory.
    """

    key: K | None
    is_around: bool
    away_count: int


class Finding(Generic[K]):
    """Looks for words.

    Args:
        words: what is looked for, as it was typed; case and the width of blanks do not matter.
        text_of: gives the text of a row, None where that is not in memory.
    """

    def __init__(self, words: str, text_of: Callable[[K], str | None]) -> None:
        self.words = words
        self._pattern = pattern_of(words)
        self._text_of = text_of
        self._holds: dict[K, bool] = {}

    def forget(self, keys: Iterable[K]) -> None:
        """What these rows show has changed."""
        for key in keys:
            self._holds.pop(key, None)

    def look(self, keys: Sequence[K], start: int, direction: int) -> Iterator[Outcome[K] | None]:
        """Look through all rows from one on, down (1) or up (-1); gives None after each slice, at last the outcome."""
        count = len(keys)
        away_count, cost = 0, 0.0
        for index in range(start, start + direction * count, direction):
            key = keys[index % count]
            holds = self._holds.get(key)
            cost += _KNOWN_COST if holds is not None else 1
            if holds is None:
                holds = self._look_at(key)
            if holds:
                yield Outcome(key, not 0 <= index < count, away_count)
                return
            away_count += holds is None
            if cost >= SLICE:
                cost = 0.0
                yield None
        yield Outcome(None, False, away_count)

    def _look_at(self, key: K) -> bool | None:
        text = self._text_of(key)
        if text is None or self._pattern is None:
            return None
        holds = self._holds[key] = self._pattern.search(text) is not None
        return holds


def words_of(status: Status) -> str:
    """All that people wrote in a post and in what hangs on it, and who they are."""
    post = status.inner
    people = {id(one.account): one.account for one in (status, post)}.values()
    parts = [f"{account.name} @{account.acct}" for account in people]
    parts += _written(post)
    if post.quote is not None and post.quote.quoted_status is not None:
        quoted = post.quote.quoted_status
        parts += [f"{quoted.account.name} @{quoted.account.acct}", *_written(quoted)]
    return "\n".join(parts)


def _written(post: Status) -> list[str]:
    parts = [post.spoiler_text, parse(post.content, without_quote_inline=post.quote is not None).text]
    parts += [media.description for media in post.media_attachments if media.description]
    if post.poll is not None:
        parts += [option.title for option in post.poll.options]
    if post.card is not None:
        parts.append(post.card.title)
    parts += [f"#{tag.name}" for tag in post.tags]
    return parts
