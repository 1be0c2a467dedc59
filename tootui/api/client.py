"""The door to one server: resources by name, one transport behind them.

>>> async with connect("https://mastodon.example", token) as client:
...     page = await client.timelines.home(limit=40)

Loading this module loads no HTTP library; the first request does, in a thread.
"""

from __future__ import annotations

from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from tootui.api import paging
from tootui.api.accounts import Accounts
from tootui.api.instance import Instance
from tootui.api.markers import Markers
from tootui.api.notifications import Notifications
from tootui.api.preferences import Preferences
from tootui.api.rate import RateBudget
from tootui.api.retry import RetryPolicy
from tootui.api.statuses import Statuses
from tootui.api.timelines import Timelines
from tootui.api.transport import Timeouts, Transport
from tootui.model.pages import Page

if TYPE_CHECKING:
    from tootui.api.oauth import OAuth
    from tootui.api.streaming import Streaming

E = TypeVar("E")


class Client:
    """One server, asked for one account or for nobody. All methods raise `ServerError` and nothing else."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.instance = Instance(transport)
        self.accounts = Accounts(transport)
        self.timelines = Timelines(transport)
        self.statuses = Statuses(transport)
        self.notifications = Notifications(transport)
        self.markers = Markers(transport)
        self.preferences = Preferences(transport)

    @property
    def oauth(self) -> OAuth:
        """Signing in and out; loaded by those who do."""
        from tootui.api.oauth import OAuth

        return OAuth(self._transport)

    @property
    def streaming(self) -> Streaming:
        """Listening instead of asking; loaded by those who do."""
        from tootui.api.streaming import Streaming

        return Streaming(self._transport)

    @property
    def server(self) -> str:
        """The base URL, without a slash at the end."""
        return self._transport.server

    @property
    def rate(self) -> RateBudget:
        """How many requests the server still answers, as far as it tells."""
        return self._transport.rate

    async def start(self) -> None:
        """Load what speaks HTTP, in a thread, before the first request does."""
        await self._transport.start()

    async def follow_link(self, url: str, entity: type[E]) -> Page[E]:
        """Read the page that ``Page.older`` or ``Page.newer`` names, exactly as given."""
        return await paging.follow(self._transport, url, entity)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()

    async def __aenter__(self) -> Client:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.aclose()


def connect(
    server: str,
    token: str | None = None,
    *,
    timeout: float = 20.0,
    user_agent_extra: str = "",
    retry: RetryPolicy | None = None,
) -> Client:
    """Make the client for a server. Nothing is sent, and nothing heavy loaded, before its first request.

    Args:
        server: base URL as `server_name.server_url` gives it.
        token: of the account that asks; sent to this server only.
        timeout: seconds between two parts of an answer.
        user_agent_extra: what is added to the name tootui gives itself.
        retry: how failed reads are repeated.
    """
    timeouts = Timeouts(connect=min(10.0, timeout), read=timeout, whole=3 * timeout)
    return Client(Transport(server, token, timeouts=timeouts, retry=retry, agent_extra=user_agent_extra))
