"""What another demo server tells this one: somebody there posted, liked, boosted, followed."""

from collections.abc import Callable

from tootui.demo.copies import Copies, Parcel
from tootui.demo.entities import Account, Status
from tootui.demo.publishing import Publisher
from tootui.demo.state import State

Reply = Callable[[str, str, Account, Account | Status], None]
"""Tells a server that somebody here did something about somebody or some post: domain, deed, actor, subject."""


class Inbox:
    """Lets come true here what happened elsewhere, and tells those whom it concerns."""

    def __init__(self, state: State, publisher: Publisher, copies: Copies, reply: Reply) -> None:
        self._state = state
        self._publisher = publisher
        self._copies = copies
        self._reply = reply

    def take(self, source: str, parcel: Parcel) -> None:
        """Act on one parcel; what it is about may be unknown here, then nothing happens."""
        kind = parcel["kind"]
        if kind == "post":
            self._post(source, parcel)
        elif kind == "boost":
            actor = self._copies.account(parcel["by"], source)
            self._publisher.boost(self._copies.status(parcel["status"], source), actor, parcel["visibility"])
        elif "uri" in parcel:
            status, actor = self._copies.find(parcel["uri"]), self._copies.account(parcel["by"], source)
            if status:
                self._about_post(kind, status, actor, parcel)
        elif other := self._copies.somebody(parcel["whom"]):
            self._about_person(source, kind, self._copies.account(parcel["by"], source), other)
        self._state.touch()

    def _post(self, source: str, parcel: Parcel) -> None:
        """A post that is new, or was changed."""
        for ancestor in parcel["ancestors"]:
            self._copies.status(ancestor, source)
        known = self._copies.find(parcel["status"]["uri"])
        status = self._copies.status(parcel["status"], source)
        if known:
            self._state.announce("status.update", status)
            for booster in status.reblogged_by:
                self._state.notify("update", booster, status.account_id, status.id)
            return
        self._state.announce("update", status)
        for account_id in status.mention_ids:
            self._state.notify("mention", account_id, status.account_id, status.id)
        for bond in self._state.bonds.values():
            if bond.other_id == status.account_id and bond.notifies and not status.in_reply_to_id:
                self._state.notify("status", bond.account_id, status.account_id, status.id)
        quoted = self._state.statuses.get(status.quote_of_id or "")
        if quoted and not quoted.source:
            self._decide_about_quote(source, status, quoted)

    def _decide_about_quote(self, source: str, status: Status, quoted: Status) -> None:
        is_open = quoted.quote_policy == "public" and quoted.visibility in ("public", "unlisted")
        status.quote_state = "accepted" if is_open else "rejected"
        if is_open:
            self._state.notify("quote", quoted.account_id, status.account_id, status.id)
        self._reply(source, f"quote_{status.quote_state}", self._state.accounts[quoted.account_id], status)

    def _about_post(self, kind: str, status: Status, actor: Account, parcel: Parcel) -> None:
        if kind == "favourite":
            self._publisher.favourite(status, actor)
        elif kind == "unfavourite":
            self._publisher.unfavourite(status, actor)
        elif kind == "unboost":
            self._publisher.unboost(status, actor)
        elif kind == "delete" and status.account_id == actor.id:
            self._state.remove_status(status)
        elif kind == "vote" and status.poll:
            status.poll.choices[actor.id] = parcel["choices"]
        elif kind in ("quote_accepted", "quote_rejected", "quote_revoked"):
            self._publisher.quote_decided(status, kind.removeprefix("quote_"))

    def _about_person(self, source: str, kind: str, actor: Account, other: Account) -> None:
        state, now = self._state, self._state.clock.now()
        if kind == "follow" and state.reason_against(other.id, actor.id) in ("blocked_account", "blocked_domain"):
            self._reply(source, "reject", other, actor)
        elif kind == "follow" and other.locked:
            if (actor.id, other.id) not in state.follow_requests:
                state.follow_requests[actor.id, other.id] = state.ids.number(now)
                state.notify("follow_request", other.id, actor.id)
        elif kind == "follow":
            if (actor.id, other.id) not in state.follows:
                state.follow(actor.id, other.id, now)
                state.notify("follow", other.id, actor.id)
            self._reply(source, "accept", other, actor)
        elif kind == "unfollow":
            state.unfollow(actor.id, other.id)
        elif kind == "accept":
            if state.follow_requests.pop((other.id, actor.id), None):
                state.follow(other.id, actor.id, now)
        elif kind == "reject":
            state.unfollow(other.id, actor.id)
        elif kind == "block":
            state.unfollow(actor.id, other.id)
            state.unfollow(other.id, actor.id)
            state.bond(actor.id, other.id).blocked = state.new_row()
        elif kind == "unblock":
            state.bond(actor.id, other.id).blocked = 0
