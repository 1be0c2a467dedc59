"""Whose notifications reach the reader: each kind of sender is let through, held back or turned away."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from tootui.model.errors import Forbidden, Invalid, Missing, ServerError, Unavailable
from tootui.model.notification_policy import NotificationPolicy
from tootui.service.remote import Remote
from tootui.service.signals import Stateful

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tootui.api.client import Client
    from tootui.service.feed_parts import FeedServices

log = logging.getLogger(__name__)

NOT_HERE = "This server has no policy for notifications: all of them come through."


class Kind(NamedTuple):
    """A kind of sender: its name in the policy, and in words."""

    field: str
    words: str


KINDS = (
    Kind("for_not_following", "people you do not follow"),
    Kind("for_not_followers", "people who do not follow you"),
    Kind("for_new_accounts", "accounts younger than 30 days"),
    Kind("for_private_mentions", "direct posts nobody asked for"),
    Kind("for_limited_accounts", "accounts your server limits"),
    Kind("for_bots", "bots"),
)
DECISIONS = ("accept", "filter", "drop")
"""Ever less comes through."""


class PolicyState(Struct, frozen=True):
    """How the policy stands.

    ``policy`` is what the reader wishes it to be, None until the server told. ``error`` is a sentence; ``closed`` says
    why there is none at all. ``only_holds_back``: the server turns nobody away, as those of the first version.
    """

    policy: NotificationPolicy | None = None
    loading: bool = False
    error: str | None = None
    closed: str | None = None
    only_holds_back: bool = False


class Policy(Stateful[PolicyState]):
    """The reader's policy. Everything here returns at once; changes are told to observers.

    Args:
        counted: told how many senders are held back, whenever the server tells.
    """

    def __init__(self, remote: Remote, services: FeedServices, counted: Callable[[int], None]) -> None:
        super().__init__(PolicyState())
        self._remote = remote
        self._services = services
        self._counted = counted
        self._base: NotificationPolicy | None = None
        """As the server last told it."""
        self._wishes: dict[str, str] = {}
        """What is not sent yet; the last wish for a kind counts."""
        self._is_sending = False
        self._sent = 0

    def kinds(self) -> Sequence[Kind]:
        """The kinds of senders that this server tells apart."""
        policy = self.state.policy
        return [kind for kind in KINDS if policy is not None and getattr(policy, kind.field) is not None]

    def decisions(self) -> Sequence[str]:
        """What can be done about a kind."""
        return DECISIONS[:2] if self.state.only_holds_back else DECISIONS

    def open(self) -> None:
        """Somebody wants to know: ask the server."""
        if not self.state.loading and self.state.closed is None:
            self._set(loading=True, error=None)
            self._services.tasks.spawn(self._load(), "asking for your notification policy")

    def change(self, field: str, decision: str) -> None:
        """Decide about a kind of sender: shown at once, put back where the server refuses."""
        policy = self.state.policy
        if policy is None or getattr(policy, field) in (None, decision):
            return
        self._wishes[field] = decision
        self._set(policy=replace(policy, **{field: decision}))
        if not self._is_sending:
            self._is_sending = True
            self._services.tasks.spawn(self._send(), "changing your notification policy")

    async def _load(self) -> None:
        sent = self._sent
        try:
            policy = await self._remote.patient(self._read)
        except (Missing, Forbidden) as error:
            log.info("No notification policy: %s", error)
            self._set(closed=NOT_HERE)
        except ServerError as error:
            self._set(error=str(error))
        else:
            if self._sent == sent and not self._is_sending:  # else it may be from before that, whose own answer tells
                self._take(policy)
        finally:
            self._set(loading=False)

    async def _read(self, client: Client) -> NotificationPolicy:
        """The policy of today; where there is none, that of the first version, which only a few servers still have."""
        try:
            return await client.notification_policy.get()
        except Missing as missing:
            try:
                policy = (await client.legacy_notification_policy.get()).renewed()
            except (Unavailable, Invalid):  # Takahe takes "policy" for the id of a notification
                raise missing from None
            self._set(only_holds_back=True)
            return policy

    async def _send(self) -> None:
        try:
            while self._wishes:
                wishes, self._wishes = self._wishes, {}
                try:
                    changed = await self._remote.call(partial(self._write, wishes))
                except ServerError as error:
                    self._refused(error)
                else:
                    self._take(changed)
                self._sent += 1
        finally:
            self._is_sending = False

    async def _write(self, wishes: dict[str, str], client: Client) -> NotificationPolicy:
        if self.state.only_holds_back:
            switches = {field.replace("for_", "filter_"): decision != "accept" for field, decision in wishes.items()}
            return (await client.legacy_notification_policy.update(**switches)).renewed()
        return await client.notification_policy.update(**wishes)

    def _take(self, policy: NotificationPolicy) -> None:
        self._base = policy
        self._set(policy=replace(policy, **self._wishes), error=None)
        if policy.summary is not None:
            self._counted(policy.summary.pending_requests_count)

    def _refused(self, error: ServerError) -> None:
        if self._base is not None:
            self._set(policy=replace(self._base, **self._wishes))
        certain = "It is not certain that this was changed." if error.sent else "Not changed."
        self._services.notices.post(f"{certain} {error}", "error", key="policy")
