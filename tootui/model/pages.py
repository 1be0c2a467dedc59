"""Parts of long lists."""

from typing import Generic, TypeVar

from msgspec import Struct

T = TypeVar("T")


class Problem(Struct, frozen=True):
    """An item of a page that could not be read, named so that it can be reported without its contents."""

    entity: str
    id: str
    field: str


class Page(Struct, Generic[T], frozen=True):
    """A page, newest first. ``older`` and ``newer`` are the server's own links onwards, None where it gave none.

    ``rebuilding``: the server is still putting the list together (it said 206), so that more of it comes later.
    """

    items: list[T]
    older: str | None = None
    newer: str | None = None
    problems: list[Problem] = []
    rebuilding: bool = False


class Gap(Struct, frozen=True):
    """A hole in a timeline: posts between two known ones that were not fetched.

    ``above`` is the id of the oldest post over the hole, ``below`` that of the newest under it.
    """

    above: str
    below: str
