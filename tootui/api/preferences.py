"""`/api/v1/preferences`: choices that the server keeps for the reader."""

from __future__ import annotations

from tootui.api import decode
from tootui.api.transport import Transport
from tootui.model.instance import Preferences as Choices


class Preferences:
    """Reads the reader's choices. snac answers `{}`: then there are none."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    async def get(self) -> Choices:
        """Posting defaults and what is unfolded while reading."""
        return decode.one((await self._transport.get("/api/v1/preferences")).body, Choices)
