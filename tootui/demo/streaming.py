"""Who listens to which streams, and what reaches them."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from tootui.demo.connections import Ends
from tootui.demo.conversing import conversation_json, conversations_of
from tootui.demo.entities import Account, JsonObject, Notification, Status
from tootui.demo.origin import ORIGIN
from tootui.demo.state import State
from tootui.demo.visibility import home_of, is_in_public_timeline, is_visible, members_of
from tootui.demo.wire import Wire

PLAIN = ("user", "user:notification", "public", "public:local", "public:remote", "direct")
"""Streams that need nothing but their name."""

TAGGED = ("hashtag", "hashtag:local")


@dataclass(frozen=True)
class Channel:
    """A stream of one listener; `argument` is the tag of a hashtag stream, the id of a list."""

    name: str
    argument: str = ""

    @property
    def address(self) -> list[str]:
        """What messages call it."""
        return [self.name, self.argument] if self.argument else [self.name]


@dataclass(eq=False)
class Listener:
    """One open socket: what it gets is put into `outgoing`, None means that it is to be closed."""

    viewer: Account
    secret: str
    origin: str
    ends: Ends
    channels: dict[Channel, None] = field(default_factory=dict)
    outgoing: asyncio.Queue[str | None] = field(default_factory=asyncio.Queue)


class Streaming:
    """Hands what happens in the world to everybody who listens.

    Attributes:
        repeats: How often each event is sent; more than once only to try out clients.
    """

    def __init__(self, state: State, wire: Wire) -> None:
        self._state = state
        self._wire = wire
        self.listeners: list[Listener] = []
        self.repeats = 1
        state.watchers.append(self._happened)
        state.listeners.append(self._close_revoked)

    def say(self, text: str) -> None:
        """Send a text to everybody as it is."""
        for listener in self.listeners:
            listener.outgoing.put_nowait(text)

    def tell(self, account_id: str, event: str) -> None:
        """Send a bare event to those who listen to an account's own stream."""
        for listener in self.listeners:
            if listener.viewer.id == account_id and Channel("user") in listener.channels:
                listener.outgoing.put_nowait(json.dumps({"stream": ["user"], "event": event}))

    def _happened(self, event: str, subject: Status | Notification) -> None:
        for listener in self.listeners:
            belongs = self._rules(event, subject, listener.viewer)
            for channel in listener.channels:
                if belongs(channel):
                    text = self._message(channel, event, subject, listener)
                    for _ in range(self.repeats):
                        listener.outgoing.put_nowait(text)

    def _rules(self, event: str, subject: Status | Notification, viewer: Account) -> Callable[[Channel], bool]:
        """On which of a person's streams something is told."""
        if isinstance(subject, Notification):
            is_mine = subject.recipient_id == viewer.id
            return lambda channel: is_mine and channel.name in ("user", "user:notification")
        author = self._state.accounts[subject.account_id]

        def belongs(channel: Channel) -> bool:
            if channel.name == "user":
                return self._holds(home_of(self._state, viewer), subject)
            if channel.name == "list":
                people = self._state.lists.get(channel.argument)
                return people is not None and self._holds(members_of(self._state, people), subject)
            if channel.name == "direct":
                is_told = event == "update" and subject.visibility == "direct"
                return is_told and is_visible(self._state, subject, viewer)
            kind, _, part = channel.name.partition(":")
            if not is_in_public_timeline(subject) or (part and (part == "remote") != bool(author.domain)):
                return False
            return kind == "public" or (kind == "hashtag" and channel.argument in subject.tags)

        return belongs

    def _holds(self, belongs: Callable[[Status], bool], status: Status) -> bool:
        """Whether a timeline holds a post, or a boost of it."""
        boosts = (self._state.boost_of(status.id, booster) for booster in status.reblogged_by)
        return belongs(status) or any(boost is not None and belongs(boost) for boost in boosts)

    def _message(self, channel: Channel, event: str, subject: Status | Notification, listener: Listener) -> str:
        if isinstance(subject, Notification):
            payload = json.dumps(self._wire.notification(subject, listener.viewer), ensure_ascii=False)
        elif channel.name == "direct":
            event, payload = "conversation", self._conversation(subject, listener.viewer)
        elif event == "delete":
            payload = subject.id
        else:
            reader = listener.viewer if channel.name in ("user", "list") else None
            payload = self._wire.status_bytes(subject, reader).decode()
        written: JsonObject = {
            "stream": channel.address,
            "event": event,
            "payload": payload.replace(ORIGIN, listener.origin),
        }
        return json.dumps(written)

    def _conversation(self, status: Status, viewer: Account) -> str:
        identifier = self._state.conversation_of(status)
        one = next(one for one in conversations_of(self._state, viewer) if one.id == identifier)
        return json.dumps(conversation_json(self._state, self._wire, one, viewer))

    def _close_revoked(self) -> None:
        for listener in self.listeners:
            if listener.secret not in self._state.tokens:
                listener.outgoing.put_nowait(None)
