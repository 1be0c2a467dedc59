"""What all resources share: paths with escaped ids, typed answers, and features a server turns out not to have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar, TypeAlias, TypedDict, TypeVar
from urllib.parse import quote

from msgspec import Struct, json

from tootui.api import decode, paging, quirks
from tootui.api.capabilities import Capabilities
from tootui.api.features import Feature
from tootui.api.paged import Order, Paged
from tootui.api.transport import Answer, Parameters, Timeouts, Transport
from tootui.model.errors import Missing, NotOffered
from tootui.model.pages import Page

E = TypeVar("E")

Progress: TypeAlias = Callable[[int, int], None]
"""Called with how many bytes of an upload are sent, and how many there are."""

_UPLOADING = Timeouts(read=120.0, whole=3600.0)


class Bounds(TypedDict, total=False):
    """Which part of a list: older than ``max_id``, right above ``min_id``, or the newest above ``since_id``."""

    max_id: str | None
    since_id: str | None
    min_id: str | None
    limit: int | None


class OneOf(str):
    """A path that names one thing among others: that it is missing says nothing about the server."""

    __slots__ = ()


def path(template: str, *ids: str) -> OneOf:
    """A path with ids in it, which may hold any characters."""
    return OneOf(template.format(*map(_escaped, ids)))


def _escaped(id: str) -> str:
    # Dots alone would be taken for folders.
    return quote(id, safe="") if id.strip(".") else id.replace(".", "%2E")


class Resource:
    """Base of the resources. ``feature`` is what a server has that knows this resource at all."""

    feature: ClassVar[Feature | None] = None

    def __init__(self, transport: Transport, capabilities: Capabilities) -> None:
        self._transport = transport
        self._capabilities = capabilities

    async def _get(self, target: str, params: Parameters | None = None, *, feature: Feature | None = None) -> Answer:
        with self._offered(target, feature, reads=True):
            return await self._transport.get(target, params)

    async def _one(
        self, target: str, entity: type[E], params: Parameters | None = None, *, feature: Feature | None = None
    ) -> E:
        """Read one thing."""
        return decode.one((await self._get(target, params, feature=feature)).body, entity)

    async def _all(
        self, target: str, entity: type[E], params: Parameters | None = None, *, feature: Feature | None = None
    ) -> list[E]:
        """Read a list that comes whole."""
        return decode.page((await self._get(target, params, feature=feature)).body, entity)[0]

    def _paged(
        self,
        target: str,
        entity: type[E],
        bounds: Bounds,
        params: Parameters | None = None,
        *,
        order: Order = Order.IDS,
        feature: Feature | None = None,
    ) -> Paged[E]:
        """A list that comes in pages."""

        async def read(address: str, query: Parameters) -> Page[E]:
            with self._offered(target, feature, reads=True):
                if address != target:
                    return await paging.follow(self._transport, address, entity)
                return await paging.read_page(self._transport, address, entity, query)

        within: Parameters = {
            "max_id": bounds.get("max_id"),
            "since_id": bounds.get("since_id"),
            "min_id": bounds.get("min_id"),
            "limit": bounds.get("limit"),
            **(params or {}),
        }
        return Paged(read, target, within, order=order, ascends=self._ascends)

    async def _write(
        self,
        method: str,
        target: str,
        entity: type[E],
        body: Parameters | Struct | None = None,
        *,
        feature: Feature | None = None,
    ) -> E:
        """Change something, and read what it is now."""
        return decode.one((await self._send(method, target, body, feature=feature)).body, entity)

    async def _send(
        self,
        method: str,
        target: str,
        body: Parameters | Struct | None = None,
        *,
        params: Parameters | None = None,
        headers: Mapping[str, str] | None = None,
        timeouts: Timeouts | None = None,
        feature: Feature | None = None,
    ) -> Answer:
        """Change something. What is sent is JSON, in which None stands for what is left out."""
        with self._offered(target, feature):
            return await self._transport.send(
                method, target, params=params, json=as_json(body), headers=headers, timeouts=timeouts
            )

    async def _illustrate(
        self,
        method: str,
        target: str,
        entity: type[E],
        params: Parameters,
        pictures: Mapping[str, Path | None],
        *,
        progress: Progress | None = None,
    ) -> E:
        """Change something that may have pictures. Only with them it is a form, which all can read but few like.

        Raises:
            MediaError: a picture cannot be read, or is not taken by the server.
        """
        files = {name: file for name, file in pictures.items() if file is not None}
        if not files:
            return await self._write(method, target, entity, params)
        return decode.one((await self._upload(method, target, params, files, progress)).body, entity)

    async def _upload(
        self, method: str, target: str, params: Parameters, files: Mapping[str, Path], progress: Progress | None
    ) -> Answer:
        """Send files with what belongs to them.

        Raises:
            MediaError: a file cannot be read, or is not taken by the server.
        """
        from tootui.api.multipart import FilePart, Multipart  # rarely needed

        limits = self._capabilities.limits
        parts = [FilePart.checked(name, file, limits) for name, file in files.items()]
        with self._offered(target, None), Multipart(params, parts, progress) as upload:
            return await self._transport.send(method, target, upload=upload, timeouts=_UPLOADING)

    @contextmanager
    def _offered(self, target: str, feature: Feature | None, *, reads: bool = False) -> Iterator[None]:
        """Do not ask for what the server was found not to have, and find out when it has not.

        405 and 501 say so; 404 where a list or the like is read. That something cannot be written may be the fault of
        what it is about, and says nothing about reading it.

        Raises:
            NotOffered: it was found out earlier in this session.
        """
        feature = feature or self.feature
        if feature is None:
            yield
            return
        if self._capabilities.refused(feature, reads=reads):
            raise NotOffered(f"{self._transport.host} does not offer {feature}.", code=404)
        try:
            yield
        except Missing as missing:
            is_unknown = missing.code == 404 and reads and not isinstance(target, OneOf)
            if is_unknown or missing.code in (405, 501):
                self._capabilities.switch_off(feature, reads=reads)
            raise

    def _ascends(self) -> bool:
        return self._capabilities.software not in quirks.MIN_ID_IS_SINCE_ID


def as_json(body: Parameters | Struct | None) -> bytes | None:
    """A body as it is sent; None when there is nothing to send."""
    if body is None:
        return None
    if isinstance(body, Struct):
        return json.encode(body)
    return json.encode({name: value for name, value in body.items() if value is not None})
