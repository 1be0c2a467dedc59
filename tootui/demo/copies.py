"""People and posts of other servers as this one keeps them: with ids of its own."""

from typing import Any

from tootui.demo.clock import parse_iso
from tootui.demo.entities import Account, Poll, Status
from tootui.demo.state import State
from tootui.demo.wire import Wire

Parcel = dict[str, Any]  # the value of every key is known to `parcels.py`, which writes it


class Copies:
    """Finds what others speak of by uri and handle, and keeps what is not known yet."""

    def __init__(self, state: State, wire: Wire, domain: str) -> None:
        self._state = state
        self._wire = wire
        self._domain = domain
        self._by_uri: dict[str, str] = {wire.uri(one): one.id for one in state.order if one.source}

    def find(self, uri: str | None) -> Status | None:
        """The post of that name, whether it is from here or a copy."""
        if uri is None:
            return None
        known = self._state.statuses.get(self._by_uri.get(uri) or uri.rpartition("/")[2])
        return known if known and self._wire.uri(known) == uri else None

    def somebody(self, handle: str) -> Account | None:
        """The account of that name, whether it is from here or a copy."""
        return self._state.account_by_acct(handle, self._domain)

    def account(self, parcel: Parcel, source: str) -> Account:
        """Keep somebody; who lives here or was known from elsewhere before stays as they are."""
        username, _, domain = parcel["handle"].rpartition("@")
        known = self.somebody(parcel["handle"])
        if known is None:
            number, identifier = self._state.new_id(parse_iso(parcel["created_at"]))
            known = Account(number, identifier, username, domain, "", "", parcel["created_at"], source=source)
            self._state.add_account(known)
        if known.source == source:
            self._refresh(known, parcel)
        return known

    def _refresh(self, account: Account, parcel: Parcel) -> None:
        state = self._state
        account.display_name, account.note, account.fields = parcel["display_name"], parcel["note"], parcel["fields"]
        account.locked, account.bot, account.traits = parcel["locked"], parcel["bot"], dict(parcel["looks"])
        followers, following = len(state.followers(account.id)), len(state.following(account.id))
        account.followers_elsewhere = max(0, parcel["followers"] - followers)
        account.following_elsewhere = max(0, parcel["following"] - following)
        account.statuses_elsewhere = max(0, parcel["statuses"] - len(state.statuses_of(account.id)))
        state.touch()

    def status(self, parcel: Parcel, source: str) -> Status:
        """Keep a post; one that is known already is brought up to date."""
        author = self.account(parcel["author"], source)
        known = self.find(parcel["uri"])
        if known is None:
            number, identifier = self._state.new_id(parse_iso(parcel["created_at"]))
            known = Status(number, identifier, author.id, parcel["created_at"], source=source)
            known.overrides = {"uri": parcel["uri"], "url": parcel["url"]}
            self._fill(known, parcel, source)
            self._by_uri[parcel["uri"]] = identifier
            return self._state.add_status(known)
        if known.source == source:
            self._fill(known, parcel, source)
            self._state.touch()
        return known

    def _fill(self, status: Status, parcel: Parcel, source: str) -> None:
        status.text, status.content, status.visibility = parcel["text"], parcel["content"], parcel["visibility"]
        status.spoiler_text, status.sensitive = parcel["spoiler_text"], parcel["sensitive"]
        status.language, status.edited_at = parcel["language"], parcel["edited_at"]
        status.media, status.tags, status.card = parcel["media"], parcel["tags"], parcel["card"]
        status.quote_policy, status.quote_state = parcel["quote_policy"], parcel["quote_state"]
        status.mention_ids = [self.account(one, source).id for one in parcel["mentions"]]
        status.poll = self._poll(status, parcel["poll"])
        status.favourites_elsewhere = max(0, parcel["favourites"] - len(status.favourited_by))
        status.reblogs_elsewhere = max(0, parcel["reblogs"] - len(status.reblogged_by))
        status.replies_elsewhere = max(0, parcel["replies"] - len(self._state.replies_to(status.id)))
        if (parent := self.find(parcel["in_reply_to"])) and status.id not in self._state.statuses:
            status.in_reply_to_id, status.in_reply_to_account_id = parent.id, parent.account_id
        if parcel["quote_of"]:
            status.quote_of_id = self.status(parcel["quote_of"], source).id

    @staticmethod
    def _poll(status: Status, parcel: Parcel | None) -> Poll | None:
        if parcel is None:
            return None
        choices = status.poll.choices if status.poll else {}
        votes = [
            max(0, count - sum(index in choice for choice in choices.values()))
            for index, count in enumerate(parcel["votes"])
        ]
        ends, multiple, hidden = parcel["expires_at"], parcel["multiple"], parcel["hide_totals"]
        return Poll(status.id, parcel["options"], votes, ends, multiple, hidden, choices)
