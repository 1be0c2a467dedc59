"""`/api/v1/markers`: how far timelines were read, shared among the reader's clients."""

from __future__ import annotations

from typing import Literal, TypeAlias

from tootui.api import decode
from tootui.api.transport import Answer, Transport
from tootui.model.notification import Marker

Marked: TypeAlias = Literal["home", "notifications"]


class Markers:
    """Reads and moves markers. Where a server keeps none, there are none."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get(self) -> dict[str, Marker]:
        """The markers of home and notifications, as far as they are set."""
        return _markers(await self._transport.get("/api/v1/markers", {"timeline": ["home", "notifications"]}))

    async def save(self, timeline: Marked, *, last_read_id: str) -> dict[str, Marker]:
        """Move one marker; only forward, or another client's reading is undone.

        Raises:
            Conflict: another client moved it at the same time: read it, then decide anew.
        """
        form = {f"{timeline}[last_read_id]": last_read_id}
        return _markers(await self._transport.send("POST", "/api/v1/markers", form=form))


def _markers(answer: Answer) -> dict[str, Marker]:
    found = decode.lenient(answer.body)
    if not isinstance(found, dict):
        return {}
    markers = {}
    for timeline, value in found.items():
        read, _ = decode.items_of([value], Marker)
        if read:
            markers[timeline] = read[0]
    return markers
