"""`/api/v1/timelines`: posts, newest first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from tootui.api.features import Feature
from tootui.api.paged import Paged
from tootui.api.resource import Bounds, Resource, path
from tootui.model.status import Status


class Timelines(Resource):
    """Reads timelines. Those of home and lists end where the server keeps no more."""

    def home(self, **bounds: Unpack[Bounds]) -> Paged[Status]:
        """What those wrote whom the reader follows."""
        return self._paged("/api/v1/timelines/home", Status, bounds)

    def public(
        self,
        *,
        local: bool | None = None,
        remote: bool | None = None,
        only_media: bool | None = None,
        **bounds: Unpack[Bounds],
    ) -> Paged[Status]:
        """Everything public that the server knows, or only what is written there (``local``)."""
        params = {"local": local, "remote": remote, "only_media": only_media}
        return self._paged("/api/v1/timelines/public", Status, bounds, params)

    def tag(
        self,
        hashtag: str,
        *,
        any: Sequence[str] | None = None,
        all: Sequence[str] | None = None,
        none: Sequence[str] | None = None,
        local: bool | None = None,
        remote: bool | None = None,
        only_media: bool | None = None,
        **bounds: Unpack[Bounds],
    ) -> Paged[Status]:
        """Public posts with a hashtag (without its ``#``): also with ``any``, only with ``all``, and with ``none``."""
        params = {"any": any, "all": all, "none": none, "local": local, "remote": remote, "only_media": only_media}
        return self._paged(path("/api/v1/timelines/tag/{}", hashtag), Status, bounds, params)

    def list(self, list_id: str, **bounds: Unpack[Bounds]) -> Paged[Status]:
        """What the members of one of the reader's lists wrote."""
        return self._paged(path("/api/v1/timelines/list/{}", list_id), Status, bounds, feature=Feature.LISTS)

    def link(self, *, url: str, **bounds: Unpack[Bounds]) -> Paged[Status]:
        """Posts about a page that is much linked to; `Missing` when it is not."""
        # A path of one thing, though it is named in the query.
        return self._paged(path("/api/v1/timelines/link"), Status, bounds, {"url": url}, feature=Feature.TRENDS)

    def direct(self, **bounds: Unpack[Bounds]) -> Paged[Status]:
        """Direct messages, on the Pleroma family only; the others have `Conversations`."""
        return self._paged("/api/v1/timelines/direct", Status, bounds)
