"""What the reader's filters say about a post, as the server matched them. Rules: Mastodon's filter API, chapter 7."""

from __future__ import annotations

from datetime import datetime
from typing import Literal, NamedTuple

from tootui.model.base import known
from tootui.model.filters import FilterResult
from tootui.model.places import Place
from tootui.model.status import Status

Action = Literal["show", "warn", "blur", "hide"]

_CONTEXTS = {"home": "home", "list": "home", "thread": "thread", "account": "account", "notifications": "notifications"}
_STRONGEST_FIRST: tuple[Action, ...] = ("hide", "warn", "blur")


class Verdict(NamedTuple):
    """What to do with a post, and the titles of the filters that say so."""

    action: Action
    titles: tuple[str, ...] = ()


SHOW = Verdict("show")


def verdict(status: Status, place: Place, now: datetime) -> Verdict:
    """Apply the filters that matched the post (of a boost: the boosted one) and hold in this place."""
    results: list[FilterResult] = known(status.inner.filtered, [])
    if not results:
        return SHOW
    context = _CONTEXTS.get(place.kind, "public")
    holding = [
        result.filter
        for result in results
        if context in result.filter.context and (result.filter.expires_at is None or result.filter.expires_at > now)
    ]
    for action in _STRONGEST_FIRST:
        titles = tuple(found.title for found in holding if _action(found.filter_action) == action)
        if titles:
            return Verdict(action, titles)
    return SHOW


def _action(word: str) -> Action:
    return "hide" if word == "hide" else "blur" if word == "blur" else "warn"
