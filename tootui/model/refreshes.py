"""Work a server does after it answered, such as fetching replies from other servers."""

from msgspec import Struct

from tootui.model.base import Entity


class RefreshHint(Struct, frozen=True, kw_only=True):
    """That such work is going on: ask for it by ``id`` after ``retry`` seconds, not more often."""

    id: str
    retry: float = 5.0
    result_count: int | None = None


class AsyncRefresh(Entity, frozen=True, kw_only=True):
    """How far it is: ``status`` is ``running`` or ``finished``; read again only if ``result_count`` is not 0."""

    id: str
    status: str = "running"
    result_count: int | None = None
