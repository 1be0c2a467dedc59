"""`/api/v1/markers`: how far timelines were read, shared among the reader's clients."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from tootui.api import decode
from tootui.api.features import Feature
from tootui.api.resource import Resource
from tootui.api.transport import Answer
from tootui.model.notification import Marker

Marked: TypeAlias = Literal["home", "notifications"]


class Markers(Resource):
    """Reads and moves markers. Where a server keeps none, there are none."""

    feature = Feature.MARKERS

    async def get(self, *, timeline: Sequence[Marked] = ("home", "notifications")) -> dict[str, Marker]:
        """The markers of some timelines, as far as they are set."""
        return _markers(await self._get("/api/v1/markers", {"timeline": timeline}))

    async def save(self, timeline: Marked, *, last_read_id: str) -> dict[str, Marker]:
        """Move one marker; only forward, or another client's reading is undone.

        Raises:
            Conflict: another client moved it at the same time: read it, then decide anew.
        """
        return _markers(await self._send("POST", "/api/v1/markers", {timeline: {"last_read_id": last_read_id}}))


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
