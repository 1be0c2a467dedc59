"""The reader's wishes as pure changes on top of what the server said.

A patch is a function of the base value, so that it stays right when the base moves: a favourite that the server has
already counted is not counted a second time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from tootui.model.base import Entity, EntityKey, known
from tootui.model.status import Status

Patch: TypeAlias = Callable[[Entity], Entity]
"""Gives the wished value from a base value of the same kind; never changes its argument."""


class PatchToken(NamedTuple):
    """Names one pending patch of one entity."""

    key: EntityKey
    number: int


def favourite(on: bool) -> Patch:
    """The post favourited by the reader, or not."""

    def patch(entity: Entity) -> Entity:
        status = _post(entity)
        if known(status.favourited, False) == on:
            return status
        return replace(status, favourited=on, favourites_count=_counted(status.favourites_count, on))

    return patch


def reblog(on: bool) -> Patch:
    """The post boosted by the reader, or not."""

    def patch(entity: Entity) -> Entity:
        status = _post(entity)
        if known(status.reblogged, False) == on:
            return status
        return replace(status, reblogged=on, reblogs_count=_counted(status.reblogs_count, on))

    return patch


def bookmark(on: bool) -> Patch:
    """The post bookmarked by the reader, or not."""

    def patch(entity: Entity) -> Entity:
        status = _post(entity)
        return status if known(status.bookmarked, False) == on else replace(status, bookmarked=on)

    return patch


def _post(entity: Entity) -> Status:
    if not isinstance(entity, Status):
        raise TypeError(f"a patch of a post was pushed on a {type(entity).__name__}")
    return entity


def _counted(count: int | UnsetType, on: bool) -> int | UnsetType:
    """One more or one less; a count that the server does not give stays unknown."""
    return UNSET if isinstance(count, UnsetType) else max(0, count + (1 if on else -1))
