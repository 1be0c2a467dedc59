"""The reader's wishes as pure changes on top of what the server said.

A patch is a function of the base value, so that it stays right when the base moves: a favourite that the server has
already counted is not counted a second time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeAlias, TypeVar

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from tootui.model.account import Relationship
from tootui.model.base import Entity, EntityKey, known
from tootui.model.status import Status

E = TypeVar("E", bound=Entity)

Patch: TypeAlias = Callable[[Entity], Entity]
"""Gives the wished value from a base value of the same kind; never changes its argument."""


class PatchToken(NamedTuple):
    """Names one pending patch of one entity."""

    key: EntityKey
    number: int


def favourite(on: bool) -> Patch:
    """The post favourited by the reader, or not."""

    def patch(entity: Entity) -> Entity:
        status = _of_kind(Status, entity)
        if known(status.favourited, False) == on:
            return status
        return replace(status, favourited=on, favourites_count=_counted(status.favourites_count, on))

    return patch


def reblog(on: bool) -> Patch:
    """The post boosted by the reader, or not."""

    def patch(entity: Entity) -> Entity:
        status = _of_kind(Status, entity)
        if known(status.reblogged, False) == on:
            return status
        return replace(status, reblogged=on, reblogs_count=_counted(status.reblogs_count, on))

    return patch


def bookmark(on: bool) -> Patch:
    """The post bookmarked by the reader, or not."""
    return _switch(Status, "bookmarked", on)


def pin(on: bool) -> Patch:
    """The post pinned to the reader's own profile, or not."""
    return _switch(Status, "pinned", on)


def mute_conversation(on: bool) -> Patch:
    """No notifications of the post's thread any more, or again."""
    return _switch(Status, "muted", on)


def follow(on: bool) -> Patch:
    """The account followed, or neither followed nor asked. Whether it has to be asked first, the server tells."""

    def patch(entity: Entity) -> Entity:
        relationship = _of_kind(Relationship, entity)
        if (known(relationship.following, False) or known(relationship.requested, False)) == on:
            return relationship
        return replace(relationship, following=on, requested=False)

    return patch


def mute(on: bool) -> Patch:
    """The account muted, or not."""
    return _switch(Relationship, "muting", on)


def block(on: bool) -> Patch:
    """The account blocked, which ends following both ways, or not."""

    def patch(entity: Entity) -> Entity:
        relationship = _of_kind(Relationship, entity)
        if known(relationship.blocking, False) == on:
            return relationship
        if not on:
            return replace(relationship, blocking=False)
        return replace(relationship, blocking=True, following=False, requested=False, followed_by=False)

    return patch


def _switch(kind: type[E], flag: str, on: bool) -> Patch:
    """One yes or no of an entity, without a count beside it."""

    def patch(entity: Entity) -> Entity:
        entity = _of_kind(kind, entity)
        return entity if known(getattr(entity, flag), False) == on else replace(entity, **{flag: on})

    return patch


def _of_kind(kind: type[E], entity: Entity) -> E:
    if not isinstance(entity, kind):
        raise TypeError(f"a patch of a {kind.__name__} was pushed on a {type(entity).__name__}")
    return entity


def _counted(count: int | UnsetType, on: bool) -> int | UnsetType:
    """One more or one less; a count that the server does not give stays unknown."""
    return UNSET if isinstance(count, UnsetType) else max(0, count + (1 if on else -1))
