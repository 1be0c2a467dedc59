"""Entities of one kind, each a base value and the patches that wait on it."""

from __future__ import annotations

from typing import Generic, TypeVar, cast

from tootui.model.base import Entity
from tootui.store.patches import Patch

E = TypeVar("E", bound=Entity)


class _Pending(Generic[E]):
    """What stands beside the visible value while patches wait: the base, if known yet, and the patches in order."""

    __slots__ = ("base", "patches")

    def __init__(self, base: E | None) -> None:
        self.base = base
        self.patches: dict[int, Patch] = {}


class Table(Generic[E]):
    """The visible values by id; the few with pending patches keep their base apart.

    Every change answers whether the *visible* value is another one than before.
    """

    def __init__(self) -> None:
        self.visible: dict[str, E] = {}
        """Each base folded through its patches, ready to be looked up; changed by this class only."""
        self._pending: dict[str, _Pending[E]] = {}

    def base(self, entity_id: str) -> E | None:
        """The last value the server told, without the reader's pending wishes."""
        pending = self._pending.get(entity_id)
        return self.visible.get(entity_id) if pending is None else pending.base

    def is_patched(self, entity_id: str) -> bool:
        """Whether wishes of the reader wait on it."""
        return entity_id in self._pending

    def set_base(self, entity_id: str, base: E) -> bool:
        """Take a new base value."""
        pending = self._pending.get(entity_id)
        if pending is None:
            return self._show(entity_id, base)
        pending.base = base
        return self._fold(entity_id, pending)

    def add_patch(self, entity_id: str, number: int, patch: Patch) -> bool:
        """Put a patch on top of the others; it waits even where the entity is not known yet."""
        pending = self._pending.get(entity_id)
        if pending is None:
            pending = self._pending[entity_id] = _Pending(self.visible.get(entity_id))
        pending.patches[number] = patch
        return self._fold(entity_id, pending)

    def drop_patch(self, entity_id: str, number: int) -> bool:
        """Take one patch away, whatever the others are; one that is gone already changes nothing."""
        pending = self._pending.get(entity_id)
        if pending is None or pending.patches.pop(number, None) is None:
            return False
        if not pending.patches:
            del self._pending[entity_id]
        return self._fold(entity_id, pending)

    def confirm_patch(self, entity_id: str, number: int) -> bool:
        """Make what a patch wishes the base."""
        pending = self._pending.get(entity_id)
        if pending is not None and pending.base is not None and number in pending.patches:
            pending.base = cast(E, pending.patches[number](pending.base))  # a patch keeps the kind
        return self.drop_patch(entity_id, number)

    def forget(self, entity_id: str) -> bool:
        """Drop an entity together with its patches."""
        self._pending.pop(entity_id, None)
        return self.visible.pop(entity_id, None) is not None

    def _fold(self, entity_id: str, pending: _Pending[E]) -> bool:
        if pending.base is None:
            return False
        value: Entity = pending.base
        for patch in pending.patches.values():
            value = patch(value)
        return self._show(entity_id, cast(E, value))

    def _show(self, entity_id: str, value: E) -> bool:
        """Publish a value; where it equals the one before, that object stays, for others hold it already."""
        if self.visible.get(entity_id) == value:
            return False
        self.visible[entity_id] = value
        return True
