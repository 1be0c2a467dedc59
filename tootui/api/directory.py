"""`/api/v1/directory`: people who want to be found."""

from __future__ import annotations

from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.resource import Resource
from tootui.api.transport import Value
from tootui.model.account import Account


class Directory(Resource):
    """Reads the directory."""

    feature = Feature.DIRECTORY

    def list(
        self,
        *,
        order: str | None = None,
        local: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> Paged[Account]:
        """People by when they last posted (``active``) or came (``new``), of the server or of all it knows."""
        params: dict[str, Value] = {"order": order, "local": local, "offset": offset}
        return self._paged("/api/v1/directory", Account, {"limit": limit}, params, order=Order.OFFSETS)
