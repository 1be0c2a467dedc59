"""Requests to one server: the only place that sees httpx's errors.

Reads are repeated by the retry policy; writes are sent once, whatever happens. What comes out of a failure is always a
`ServerError` with a sentence for the person.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias
from urllib.parse import urljoin

from msgspec import Struct

from tootui.api import failures
from tootui.api.pool import make_client, user_agent
from tootui.api.rate import RateBudget, ReadPause
from tootui.api.refusals import refusal
from tootui.api.retry import RetryPolicy
from tootui.api.server_name import is_loopback, origin_of, server_host
from tootui.model.errors import BadAnswer, InsecureConnection, RateLimited, SessionEnded, TimedOut

if TYPE_CHECKING:
    import httpx

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value] | None"
Parameters: TypeAlias = Mapping[str, Value]
"""By the API's own names; None is left out, a list is sent as Rails arrays (``id[]=1&id[]=2``)."""

_LARGEST_ANSWER = 32 * 1024 * 1024
_MOST_REDIRECTS = 5
_logger = logging.getLogger(__name__)


class Timeouts(Struct, frozen=True, kw_only=True):
    """In seconds: to connect, between two parts of an answer, and for everything together."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0


class Upload(Protocol):
    """A body that is read while it is sent, so that a file never has to fit into memory."""

    @property
    def content_type(self) -> str:
        """Of the whole body."""

    @property
    def length(self) -> int:
        """Of the whole body, in bytes."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...


class Answer(NamedTuple):
    """A success. Header names are lower case; ``url`` is where it came from in the end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str


class Transport:
    """Everything that goes to one server and comes back, for one account or none."""

    def __init__(
        self,
        server: str,
        token: str | None = None,
        *,
        timeouts: Timeouts | None = None,
        retry: RetryPolicy | None = None,
        agent_extra: str = "",
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.sleep = sleep
        self.now = now
        self.server = server
        self.host = server_host(server)
        self.rate = RateBudget()
        self.token = token
        self._timeouts = timeouts or Timeouts()
        self._retry = retry or RetryPolicy()
        self.agent = user_agent(agent_extra)
        self._origin = origin_of(server)
        self._pause = ReadPause()
        self._client: httpx.AsyncClient | None = None
        self._starting = asyncio.Lock()
        self._writing = 0
        self._written = asyncio.Event()
        self._is_closed = False

    async def start(self) -> None:
        """Load what speaks HTTP, in a thread. The first request does it otherwise.

        Raises:
            ServerError: the environment names certificates or a proxy that cannot be used.
        """
        await self._started()

    async def aclose(self) -> None:
        """Close all connections for good: what is asked now, or again, is told so."""
        self._is_closed = True
        client, self._client = self._client, None
        if client is not None:
            await client.aclose()

    async def get(self, target: str, params: Parameters | None = None) -> Answer:
        """Read from a path of the server, or from a whole URL.

        Raises:
            ServerError: it failed, also after what the retry policy allows.
        """

        async def attempt() -> Answer:
            self._pause.check(self.now())
            try:
                return await self._exchange("GET", target, params=params)
            except RateLimited as refused:
                self._pause.begin(refused)
                raise

        return await self._retry.run(attempt)

    async def send(
        self,
        method: str,
        path: str,
        *,
        params: Parameters | None = None,
        json: bytes | None = None,
        form: Parameters | None = None,
        upload: Upload | None = None,
        headers: Mapping[str, str] | None = None,
        timeouts: Timeouts | None = None,
    ) -> Answer:
        """Write: exactly one request, whose body is JSON, a form, or files with what belongs to them.

        Raises:
            ServerError: it failed; its ``sent`` tells whether it may have taken effect all the same.
        """
        sent = dict(headers or {})
        content: bytes | AsyncIterable[bytes] | None = json
        if upload is not None:
            content = upload
            sent |= {"Content-Type": upload.content_type, "Content-Length": str(upload.length)}
        elif form is not None:
            from urllib.parse import urlencode

            content = urlencode(flattened(form)).encode()
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        elif json is not None:
            sent["Content-Type"] = "application/json"
        self._writing += 1
        try:
            return await self._exchange(method, path, params=params, content=content, headers=sent, timeouts=timeouts)
        finally:
            self._writing -= 1
            if not self._writing:
                self._written.set()
                self._written = asyncio.Event()

    async def written(self) -> None:
        """Wait until nothing that writes is under way."""
        while self._writing:
            await self._written.wait()

    async def _exchange(
        self,
        method: str,
        target: str,
        *,
        params: Parameters | None = None,
        content: bytes | AsyncIterable[bytes] | None = None,
        headers: Mapping[str, str] | None = None,
        timeouts: Timeouts | None = None,
    ) -> Answer:
        """One request, and for reads those that it is redirected to."""
        url = urljoin(self.server, target) if target.startswith("/") else target
        limits = timeouts or self._timeouts
        client = await self._started()
        try:
            async with asyncio.timeout(limits.whole):
                for _ in range(_MOST_REDIRECTS + 1):
                    request = self._request(client, method, url, params, content, headers or {}, limits)
                    answer = await self._answer(client, request)
                    onwards = self._redirection(method, answer)
                    if onwards is None:
                        return self._judged(answer)
                    url, params = onwards, None
        except TimeoutError:
            raise TimedOut(f"{self.host} takes too long to answer. Try again later.") from None
        raise BadAnswer(f"{self.host} sends this request round in circles.")

    def _request(
        self,
        client: httpx.AsyncClient,
        method: str,
        url: str,
        params: Parameters | None,
        content: bytes | AsyncIterable[bytes] | None,
        headers: Mapping[str, str],
        limits: Timeouts,
    ) -> httpx.Request:
        import httpx

        sent = dict(headers)
        if self.token is not None and origin_of(url) == self._origin:
            sent["Authorization"] = f"Bearer {self.token}"
        timeout = httpx.Timeout(limits.read, connect=limits.connect)
        query = flattened(params) if params else None
        try:
            return client.build_request(method, url, params=query, content=content, headers=sent, timeout=timeout)
        except (httpx.InvalidURL, ValueError) as error:
            raise failures.from_address(self.host, error) from error

    async def _answer(self, client: httpx.AsyncClient, request: httpx.Request) -> Answer:
        """Send, and read the answer as far as it is not too large."""
        import httpx

        try:
            response = await client.send(request, stream=True)
            try:
                body = bytearray()
                async for part in response.aiter_bytes():
                    body += part
                    if len(body) > _LARGEST_ANSWER:
                        raise BadAnswer(f"{self.host} sends more than can be meant ({len(body) >> 20} MB).")
            finally:
                await response.aclose()
        except (httpx.HTTPError, httpx.StreamError, httpx.InvalidURL) as error:
            raise failures.from_httpx(self.host, error) from error
        _logger.debug("%s %s: %s, %s bytes", request.method, request.url.path, response.status_code, len(body))
        return Answer(response.status_code, response.headers, bytes(body), str(request.url))

    def _redirection(self, method: str, answer: Answer) -> str | None:
        """Where a read goes on, None when it ends here. Never from TLS to the clear."""
        target = answer.headers.get("location")
        if method != "GET" or answer.status not in (301, 302, 303, 307, 308) or not target:
            return None
        try:
            url = urljoin(answer.url, target)
        except ValueError:
            return None
        if not url.startswith("https://") and not (is_loopback(url) and is_loopback(self.server)):
            raise InsecureConnection(f"{self.host} sends this request on without encryption, which is not followed.")
        return url

    def _judged(self, answer: Answer) -> Answer:
        """Learn what the answer says about the rate; give it on when it is a success."""
        if origin_of(answer.url) == self._origin:
            self.rate.learn(answer.headers)
        if 200 <= answer.status < 300:
            return answer
        raise refusal(self.host, answer.status, answer.headers, answer.body, now=self.now())

    async def _started(self) -> httpx.AsyncClient:
        if self._client is None:
            async with self._starting:
                self._check_open()
                if self._client is None:
                    made = await asyncio.to_thread(self._made)
                    try:
                        self._check_open()
                    except SessionEnded:  # while it was made
                        await made.aclose()
                        raise
                    self._client = made
        return self._client

    def _check_open(self) -> None:
        if self._is_closed:
            raise SessionEnded(f"The connection to {self.host} was closed here.", sent=False)

    def _made(self) -> httpx.AsyncClient:
        try:
            return make_client(self.server, self.agent)
        except (OSError, ValueError, ImportError) as error:
            raise failures.from_environment(error) from error


def flattened(params: Parameters) -> tuple[tuple[str, str], ...]:
    """Parameters as they stand in a query or form: Rails arrays, lower-case booleans, nothing for None."""
    return tuple(pair for name, value in params.items() for pair in _flattened(name, value))


def _flattened(name: str, value: Value) -> Iterator[tuple[str, str]]:
    if isinstance(value, bool):
        yield name, "true" if value else "false"
    elif isinstance(value, str | int | float):
        yield name, str(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _flattened(f"{name}[{key}]", item)
    elif value is not None:
        for index, item in enumerate(value):
            # Objects are numbered, or those with different keys would run into each other.
            yield from _flattened(f"{name}[{index if isinstance(item, Mapping) else ''}]", item)
