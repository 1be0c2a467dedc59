"""One row of the table of endpoints: a method of the client, and what it is on the wire."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from msgspec import Struct

from tootui.model.pages import Page

ID = "2026-11-21T00:39:12.633Z/mention/01a1?#%"
"""An id as nasty as any: every id in the table is this one."""

MOMENT = "2026-11-21T00:36:38.000Z"


class Endpoint(Struct, frozen=True):
    """A call, the request that it makes, and what comes back.

    Attributes:
        name: of the method, as it is reached from the client.
        path: with ``:id`` and the like for what is escaped into it.
        args: given by position, kwargs by name.
        query: pairs as they stand in the query.
        json: the body; None for none.
        answer: what the server says.
        result: the type of what the method gives; None for nothing.
    """

    name: str
    method: str
    path: str
    result: Any
    answer: Any = {}
    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = {}
    query: list[tuple[str, str]] = []
    json: Any = None
    form: dict[str, str] | None = None

    @property
    def target(self) -> str:
        """The path as it must stand on the wire."""
        parts = [quote(ID, safe="") if part.startswith(":") else part for part in self.path.split("/")]
        return "/".join(parts)


def paged(entity: type) -> Any:
    """The type of a first page."""
    return Page[entity]  # type: ignore[valid-type]  # a type made from a value
