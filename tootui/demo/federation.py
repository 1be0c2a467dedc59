"""Demo servers that know each other: each fetches what it is asked for, and tells what concerns the other's people."""

import asyncio
import http.client
import json
import logging
import re
from urllib.parse import quote, urlsplit

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tootui.demo.copies import Copies, Parcel
from tootui.demo.entities import Account, JsonObject, Notification, Status
from tootui.demo.inbox import Inbox
from tootui.demo.origin import ORIGIN
from tootui.demo.parcels import Packer
from tootui.demo.publishing import Publisher
from tootui.demo.state import State
from tootui.demo.visibility import is_visible
from tootui.demo.wire import Wire

INBOX = "/_demo/inbox"
PATIENCE_SECONDS = 5.0
_MOST_ANCESTORS = 40

_HANDLE = re.compile(r"(?<![\w/@.])@[\w.-]+@[\w.-]+\w")

_log = logging.getLogger(__name__)


class Federation:
    """The other servers that this one knows.

    What happens is packed at once and sent before the answer to the request that caused it, so that whoever did it
    finds it told.

    Attributes:
        peers: Their addresses by their domains.
        address: Where this server is; known once it listens.
    """

    def __init__(self, state: State, wire: Wire, publisher: Publisher, domain: str) -> None:
        self._state = state
        self._domain = domain
        self._packer = Packer(state, wire, domain)
        self._outgoing: list[tuple[str, bytes]] = []
        self._sending = asyncio.Lock()
        self.copies = Copies(state, wire, domain)
        self.inbox = Inbox(state, publisher, self.copies, self.tell)
        self.peers: dict[str, str] = {}
        self.address = ORIGIN
        state.watchers.append(self._happened)
        state.doers.append(self._done)

    # What is asked for

    def peer_of(self, query: str) -> str:
        """The domain of the server that knows what somebody looks for; empty where none does."""
        parts = urlsplit(query)
        if parts.scheme in ("http", "https"):
            found = (one for one, url in self.peers.items() if parts.netloc in (one, urlsplit(url).netloc))
            return next(found, "")
        host = re.fullmatch(r"@?[\w.-]+@([\w.-]+)", query.strip())
        return host[1].lower() if host and host[1].lower() in self.peers else ""

    async def fetch(self, domain: str, query: str) -> None:
        """Keep from now on what the server of a domain has there, if it has anything."""
        text = await self._ask(domain, "GET", f"/_demo/object?q={quote(query.removeprefix('@'), safe='')}")
        parcel: Parcel = json.loads(text or b"{}")
        if "account" in parcel:
            self.copies.account(parcel["account"], domain)
        for status in [*parcel["ancestors"], parcel["status"]] if "status" in parcel else []:
            self.copies.status(status, domain)

    async def fetch_mentioned(self, text: str) -> None:
        """Get to know those of other servers whom a text names."""
        for handle in dict.fromkeys(_HANDLE.findall(text)):
            if (domain := self.peer_of(handle)) and self.copies.somebody(handle) is None:
                await self.fetch(domain, handle)

    def known(self, address: str) -> Account | Status | None:
        """What is kept here of an address elsewhere."""
        people, posts = self._state.accounts.values(), self._state.statuses.values()
        person = (one for one in people if one.source and address in (one.traits["url"], self._packer.name(one)))
        post = (one for one in posts if one.source and address in (one.overrides["url"], one.overrides["uri"]))
        return next(person, None) or next(post, None)

    def object(self, found: Account | Status | None) -> JsonObject:
        """What another server may have of somebody or some post here."""
        if isinstance(found, Account):
            return {"account": self._packer.account(found)}
        return self._post(found) if found and is_visible(self._state, found, None) else {}

    def _post(self, status: Status) -> JsonObject:
        above: list[Status] = []
        parent = self._state.statuses.get(status.in_reply_to_id or "")
        while parent and is_visible(self._state, parent, None) and len(above) < _MOST_ANCESTORS:
            above.insert(0, parent)
            parent = self._state.statuses.get(parent.in_reply_to_id or "")
        return {"status": self._packer.status(status), "ancestors": [self._packer.status(one) for one in above]}

    # What is told

    def _happened(self, event: str, subject: Status | Notification) -> None:
        """A post of somebody here came, changed or went."""
        if not self.peers or isinstance(subject, Notification):
            return
        author = self._state.accounts[subject.account_id]
        if author.domain:
            return
        inner = self._state.statuses.get(subject.reblog_of_id or "")
        for domain in self.peers:
            if event == "delete":
                kind, uri = ("unboost", self._packer.uri(inner)) if inner else ("delete", self._packer.uri(subject))
                self._pack(domain, {"kind": kind, "uri": uri, "by": self._packer.account(author)})
            elif inner and (inner.source == domain or self._has_readers(author, domain)):
                boosted = {"status": self._packer.status(inner), "by": self._packer.account(author)}
                self._pack(domain, {"kind": "boost", "visibility": subject.visibility, **boosted})
            elif not inner and not subject.reblog_of_id and self._concerns(subject, author, domain):
                self._pack(domain, {"kind": "post", **self._post(subject)})

    def _has_readers(self, author: Account, domain: str) -> bool:
        return any(one.source == domain for _, one in self._state.followers(author.id))

    def _concerns(self, status: Status, author: Account, domain: str) -> bool:
        """Whether a post goes to a server: somebody there is named, follows, or takes part."""
        state = self._state
        if any(state.accounts[one].source == domain for one in status.mention_ids):
            return True
        if status.visibility == "direct":
            return False
        related = (state.statuses.get(one or "") for one in (status.in_reply_to_id, status.quote_of_id))
        is_part = any(one.source == domain for one in related if one) or self._is_in_thread_of(status, domain)
        return (is_part and status.visibility != "private") or self._has_readers(author, domain)

    def _is_in_thread_of(self, status: Status, domain: str) -> bool:
        start = self._state.statuses.get(self._state.conversation_of(status))
        return start is not None and start.source == domain

    def _done(self, deed: str, actor: Account, subject: Account | Status) -> None:
        """Somebody here did something about somebody or about a post."""
        if subject.source in self.peers and not actor.domain:
            self.tell(subject.source, deed, actor, subject)

    def tell(self, domain: str, deed: str, actor: Account, subject: Account | Status) -> None:
        """Let a server know what somebody here did."""
        parcel: JsonObject = {"kind": deed, "by": self._packer.account(actor)}
        if isinstance(subject, Account):
            self._pack(domain, {**parcel, "whom": self._packer.handle(subject)})
            return
        choices = subject.poll.choices.get(actor.id, []) if subject.poll else []
        self._pack(domain, {**parcel, "uri": self._packer.uri(subject), "choices": choices})

    def _pack(self, domain: str, parcel: JsonObject) -> None:
        whole = json.dumps({"from": self._domain, "parcel": parcel}).replace(ORIGIN, self.address)
        self._outgoing.append((domain, whole.encode()))

    async def deliver(self, *, patient: bool = True) -> None:
        """Send what is packed, in order; who does not listen misses it.

        Who cannot wait for another delivery leaves what is packed to that one: two servers that wait for each other
        would wait for ever.
        """
        if not self._outgoing or (self._sending.locked() and not patient):
            return
        async with self._sending:
            while self._outgoing:
                domain, body = self._outgoing.pop(0)
                await self._ask(domain, "POST", INBOX, body)

    async def _ask(self, domain: str, method: str, path: str, body: bytes | None = None) -> bytes | None:
        """One request to a peer. In a thread: the peer may ask back before it answers."""
        try:
            return await asyncio.to_thread(_exchange, urlsplit(self.peers[domain]).netloc, method, path, body)
        except (OSError, http.client.HTTPException) as error:
            _log.warning("%s was not reached: %s", domain, error)
            return None


def _exchange(netloc: str, method: str, path: str, body: bytes | None) -> bytes | None:
    connection = http.client.HTTPConnection(netloc, timeout=PATIENCE_SECONDS)
    try:
        connection.request(method, path, body)
        answer = connection.getresponse()
        text = answer.read()
        return text if answer.status == 200 else None
    finally:
        connection.close()


class FederationMiddleware:
    """Sends to the other servers what a request caused, before its answer."""

    def __init__(self, app: ASGIApp, federation: Federation) -> None:
        self._app = app
        self._federation = federation

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def told_first(message: Message) -> None:
            if message["type"] == "http.response.start":
                await self._federation.deliver(patient=scope["path"] != INBOX)
            await send(message)

        await self._app(scope, receive, told_first)
