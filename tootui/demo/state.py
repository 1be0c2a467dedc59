"""The truth of the demo: its entities, their indexes, and the few ways in which they change."""

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime

from tootui.demo.clock import DemoClock, iso, parse_iso
from tootui.demo.entities import (
    Account,
    Application,
    Bond,
    Filter,
    JsonObject,
    Marker,
    Notification,
    Scheduled,
    Status,
    Token,
    Upload,
    UserList,
)
from tootui.demo.ids import IdMaker


class State:
    """All entities of one demo server.

    Whoever changes an entity calls `touch` afterwards: what was rendered from it is thrown away, and a server with a
    state file saves itself.
    """

    def __init__(self, clock: DemoClock, ids: IdMaker, seed: int) -> None:
        self.clock = clock
        self.ids = ids
        self.rng = random.Random(seed)
        self.accounts: dict[str, Account] = {}
        self.statuses: dict[str, Status] = {}
        self.order: list[Status] = []
        self.notifications: dict[str, list[Notification]] = defaultdict(list)
        self.follows: dict[tuple[str, str], int] = {}
        self.follow_requests: dict[tuple[str, str], int] = {}
        self.filters: list[Filter] = []
        self.lists: dict[str, UserList] = {}
        self.followed_tags: dict[tuple[str, str], int] = {}
        self.bonds: dict[tuple[str, str], Bond] = {}
        self.domain_blocks: dict[tuple[str, str], int] = {}
        self.muted_conversations: set[tuple[str, str]] = set()
        self.uploads: dict[str, Upload] = {}
        self.scheduled: dict[str, Scheduled] = {}
        self.reactions: dict[str, dict[str, list[str]]] = {}
        self.dismissed: list[str] = []
        self.crowds: dict[str, int] = {}
        self.reports: list[JsonObject] = []
        self.conversations: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: {"read": 0, "hidden": 0})
        self.policies: dict[str, dict[str, str]] = defaultdict(dict)
        self.accepted_senders: dict[str, list[str]] = defaultdict(list)
        self.notification_rule: Callable[[Notification], str] = lambda _: "accept"
        self.unsuggested: dict[str, list[str]] = defaultdict(list)
        self.featured_tags: dict[str, list[str]] = {}
        self.rows = 0
        self.markers: dict[str, dict[str, Marker]] = defaultdict(dict)
        self.applications: dict[str, Application] = {}
        self.tokens: dict[str, Token] = {}
        self.posted: dict[str, tuple[str, str]] = {}
        self.listeners: list[Callable[[], None]] = []
        self.watchers: list[Callable[[str, Status | Notification], None]] = []
        self.doers: list[Callable[[str, Account, Account | Status], None]] = []
        self._by_acct: dict[str, Account] = {}
        self._by_account: dict[str, list[Status]] = defaultdict(list)
        self._replies: dict[str, list[Status]] = defaultdict(list)

    def touch(self) -> None:
        """Say that something changed."""
        for listener in self.listeners:
            listener()

    def announce(self, event: str, subject: Status | Notification) -> None:
        """Tell those who listen to streams what happened just now, by the name streams have for it."""
        for watcher in self.watchers:
            watcher(event, subject)

    def did(self, deed: str, actor: Account, subject: Account | Status) -> None:
        """Tell those who carry news to other servers what somebody here did about somebody or about a post."""
        for doer in self.doers:
            doer(deed, actor, subject)

    def new_id(self, moment: datetime) -> tuple[int, str]:
        """A fresh number and its spelling, later than everything made for an earlier moment."""
        number = self.ids.number(moment)
        return number, self.ids.style.spell(number)

    def new_row(self) -> int:
        """The number of a record that has no id of its own: counted as a database does, in no relation to ids."""
        self.rows += 1
        return self.rows

    # People

    def add_account(self, account: Account) -> None:
        self.accounts[account.id] = account
        self._by_acct[account.acct.lower()] = account

    def account_by_acct(self, acct: str, domain: str = "") -> Account | None:
        """The account `user` or `user@host`; `domain` names this server itself."""
        acct = acct.lower().removeprefix("@")
        return self._by_acct.get(acct.removesuffix(f"@{domain}") if domain else acct)

    def account_named(self, name: str) -> Account | None:
        """Somebody by acct, or by user name alone wherever they live."""
        here = self._by_acct.get(name.lower())
        return here or next((one for one in self.accounts.values() if one.username == name), None)

    def follow(self, follower_id: str, followed_id: str, moment: datetime) -> None:
        if (follower_id, followed_id) not in self.follows:
            self.follows[follower_id, followed_id] = self.ids.number(moment)
            self.touch()

    def unfollow(self, follower_id: str, followed_id: str) -> None:
        """End a follow, and the wish for one; who is not followed is on no list."""
        self.follows.pop((follower_id, followed_id), None)
        self.follow_requests.pop((follower_id, followed_id), None)
        for people in self.lists.values():
            if people.account_id == follower_id:
                people.members.pop(followed_id, None)
        self.touch()

    def followers(self, account_id: str) -> list[tuple[int, Account]]:
        """Who follows, oldest first, each with the number of the follow, by which the list is paged."""
        pairs = ((number, a) for (a, b), number in self.follows.items() if b == account_id)
        return sorted(((number, self.accounts[a]) for number, a in pairs), key=lambda pair: pair[0])

    def following(self, account_id: str) -> list[tuple[int, Account]]:
        """Whom the account follows, as `followers`."""
        pairs = ((number, b) for (a, b), number in self.follows.items() if a == account_id)
        return sorted(((number, self.accounts[b]) for number, b in pairs), key=lambda pair: pair[0])

    def bond(self, account_id: str, other_id: str) -> Bond:
        """What one account did about another, to be changed."""
        return self.bonds.setdefault((account_id, other_id), Bond(account_id, other_id))

    def known_bond(self, account_id: str, other_id: str) -> Bond:
        """The same, to be read."""
        return self.bonds.get((account_id, other_id)) or Bond(account_id, other_id)

    def is_muted(self, bond: Bond) -> bool:
        """Whether it mutes at present."""
        ends = bond.muted_until
        return bond.muted > 0 and (ends is None or parse_iso(ends) > self.clock.now())

    def reason_against(self, viewer_id: str, other_id: str) -> str | None:
        """Why somebody does not want to see another, in the words of quotes; None where they do."""
        bond = self.bonds.get((viewer_id, other_id))
        if bond and bond.blocked:
            return "blocked_account"
        if self.domain_blocks and (viewer_id, self.accounts[other_id].domain) in self.domain_blocks:
            return "blocked_domain"
        return "muted_account" if bond and self.is_muted(bond) else None

    def local_accounts(self) -> list[Account]:
        return [account for account in self.accounts.values() if not account.domain]

    # Posts

    def add_status(self, status: Status) -> Status:
        self.statuses[status.id] = status
        self._insert(self.order, status)
        self._insert(self._by_account[status.account_id], status)
        if status.in_reply_to_id:
            self._insert(self._replies[status.in_reply_to_id], status)
        self.touch()
        return status

    @staticmethod
    def _insert(ordered: list[Status], status: Status) -> None:
        place = len(ordered)
        while place and ordered[place - 1].number > status.number:
            place -= 1
        ordered.insert(place, status)

    def extend_statuses(self, statuses: Iterable[Status]) -> None:
        """Add many at once: sorts the indexes once instead of searching each place."""
        for status in statuses:
            self.statuses[status.id] = status
            self.order.append(status)
            self._by_account[status.account_id].append(status)
            if status.in_reply_to_id:
                self._replies[status.in_reply_to_id].append(status)
        for ordered in (self.order, *self._by_account.values(), *self._replies.values()):
            ordered.sort(key=lambda status: status.number)
        self.touch()

    def remove_status(self, status: Status) -> None:
        """Delete a post with its boosts and notifications; replies stay, without their parent."""
        boosts = (self.boost_of(status.id, booster) for booster in status.reblogged_by)
        doomed = [status, *filter(None, boosts)]
        for one in doomed:
            self.announce("delete", one)
        for one in doomed:
            del self.statuses[one.id]
            self.order.remove(one)
            self._by_account[one.account_id].remove(one)
            if one.in_reply_to_id:
                self._replies[one.in_reply_to_id].remove(one)
        for reply in self._replies.pop(status.id, []):
            reply.in_reply_to_id = reply.in_reply_to_account_id = None
        for other in self.order:
            if other.quote_of_id == status.id:
                other.quote_of_id, other.quote_state = None, "deleted"
        gone = {one.id for one in doomed}
        for recipient, notes in self.notifications.items():
            self.notifications[recipient] = [note for note in notes if note.status_id not in gone]
        self.touch()

    def statuses_of(self, account_id: str) -> list[Status]:
        """Oldest first, boosts included."""
        return self._by_account[account_id]

    def replies_to(self, status_id: str) -> list[Status]:
        """Direct replies, oldest first."""
        return self._replies.get(status_id, [])

    def conversation_of(self, status: Status) -> str:
        """The id of the post that a conversation began with, as far as it is known."""
        seen = {status.id}
        while (parent := self.statuses.get(status.in_reply_to_id or "")) and parent.id not in seen:
            seen.add(parent.id)
            status = parent
        return status.id

    def boost_of(self, status_id: str, account_id: str) -> Status | None:
        mine = (boost for boost in self._by_account[account_id] if boost.reblog_of_id == status_id)
        return next(mine, None)

    def notify(
        self,
        kind: str,
        recipient_id: str,
        account_id: str,
        status_id: str | None = None,
        *,
        to_oneself: bool = False,
    ) -> None:
        """Tell somebody of this server that something happened now; of their own doings only if that is wanted."""
        if (recipient_id == account_id and not to_oneself) or self.accounts[recipient_id].domain:
            return
        against = self.reason_against(recipient_id, account_id)
        if against in ("blocked_account", "blocked_domain"):
            return
        if against and self.known_bond(recipient_id, account_id).mutes_notifications:
            return
        status = self.statuses.get(status_id or "")
        if status and (recipient_id, self.conversation_of(status)) in self.muted_conversations:
            return
        moment = self.clock.now()
        number, identifier = self.new_id(moment)
        note = Notification(number, identifier, kind, iso(moment), recipient_id, account_id, status_id)
        if (rule := self.notification_rule(note)) == "drop":
            return
        note.filtered = rule == "filter"
        self.notifications[recipient_id].append(note)
        self.touch()
        if not note.filtered:
            self.announce("notification", note)
