"""Finding people, posts and tags by words, and what lies at an address."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from tootui.demo.entities import Account, Status
from tootui.demo.formatting import plain_text
from tootui.demo.publishing import Draft, Publisher
from tootui.demo.state import State
from tootui.demo.visibility import is_visible

FARAWAY = "faraway.example"
"""A server whose people and posts become known here only when somebody looks for them."""

LOOPBACK = "127.0.0.1"

_OPERATOR = re.compile(r"(-?)(from|has|is|language|before|after|during|in):(\S+)")
_HAS: dict[str, Callable[[Status], bool]] = {
    "media": lambda status: bool(status.media),
    "poll": lambda status: status.poll is not None,
    "embed": lambda status: status.card is not None,
}
_IS: dict[str, Callable[[Status], bool]] = {
    "reply": lambda status: status.in_reply_to_id is not None,
    "sensitive": lambda status: status.sensitive,
}


class Search:
    """Looks through the world on behalf of one account."""

    def __init__(self, state: State, publisher: Publisher, domain: str) -> None:
        self._state = state
        self._publisher = publisher
        self._domain = domain

    def accounts(self, query: str, viewer: Account, *, following: bool = False, resolve: bool = False) -> list[Account]:
        """People whose name or address has the words; the beginning of a user name counts most."""
        words = query.strip().lower().removeprefix("@")
        if resolve and words.endswith(f"@{FARAWAY}") and not self._state.account_by_acct(words):
            return [self._newcomer(words.partition("@")[0])]
        follows = self._state.follows
        found = [
            account
            for account in self._state.accounts.values()
            if words in f"{account.acct}@{'' if account.domain else self._domain} {account.display_name}".lower()
            and not (following and (viewer.id, account.id) not in follows)
        ]
        starts = str.startswith
        found.sort(key=lambda one: (one.acct != words, not starts(one.username.lower(), words), one.acct))
        return found

    def tags(self, query: str) -> list[str]:
        """Tags that begin with the word, the exact one first, known or not."""
        word = query.strip().lower().removeprefix("#")
        known = {tag for status in self._state.order for tag in status.tags if tag.startswith(word)}
        return sorted(known, key=lambda tag: (tag != word, tag))

    def statuses(self, query: str, viewer: Account, account_id: str | None = None) -> list[Status]:
        """Posts with all the words that may be found by the viewer, newest first."""
        tests = [self._test(found, viewer) for found in _OPERATOR.finditer(query)]
        words = _OPERATOR.sub("", query).lower()
        phrases = re.findall(r'"([^"]+)"', words)
        rest = re.sub(r'"[^"]*"', "", words).split()
        wanted = [*phrases, *(word.removeprefix("+") for word in rest if not word.startswith("-"))]
        unwanted = [word[1:] for word in rest if word.startswith("-") and len(word) > 1]

        def keep(status: Status) -> bool:
            if status.reblog_of_id or status.raw is not None or account_id not in (None, status.account_id):
                return False
            is_findable = status.visibility == "public" or status.account_id == viewer.id
            is_findable = is_findable or viewer.id in status.mention_ids
            if not is_findable or not is_visible(self._state, status, viewer):
                return False
            text = f"{status.spoiler_text} {plain_text(status.content)}".lower()
            has_words = all(word in text for word in wanted) and not any(word in text for word in unwanted)
            return has_words and all(test(status) for test in tests)

        return list(filter(keep, self._state.order[::-1]))

    def _test(self, found: re.Match[str], viewer: Account) -> Callable[[Status], bool]:
        """What one operator asks of a post."""
        test = self._operator(found[2], found[3].lower(), viewer)
        return (lambda status: not test(status)) if found[1] else test

    def _operator(self, name: str, value: str, viewer: Account) -> Callable[[Status], bool]:
        """The same without the sign; an unknown value asks nothing."""
        match name:
            case "from":
                author = viewer if value == "me" else self._state.account_by_acct(value, self._domain)
                return lambda status: author is not None and status.account_id == author.id
            case "language":
                return lambda status: status.language == value
            case "before":
                return lambda status: status.created_at[:10] < value
            case "after":
                return lambda status: status.created_at[:10] > value
            case "during":
                return lambda status: status.created_at[:10] == value
            case "in":
                return lambda status: value != "library" or self._is_kept(status, viewer)
            case "has":
                return _HAS.get(value, lambda _: True)
            case _:
                return _IS.get(value, lambda _: True)

    @staticmethod
    def _is_kept(status: Status, viewer: Account) -> bool:
        """Whether somebody wrote, favourited, boosted or bookmarked a post."""
        kept = (status.favourited_by, status.bookmarked_by, status.reblogged_by)
        return status.account_id == viewer.id or any(viewer.id in one for one in kept)

    def at(self, url: str, viewer: Account | None, *, resolve: bool = False) -> Account | Status | None:
        """The person or the post at an address, wherever it is."""
        parts = urlsplit(url)
        found = re.fullmatch(r"/(?:@|users/)([\w.@-]+)(?:/(?:statuses/)?([\w-]+))?/?", parts.path)
        if found is None:
            return None
        host, acct = parts.hostname or "", found[1]
        if host == FARAWAY:
            return self._far_away(acct, found[2]) if resolve else None
        is_here = host in (self._domain, LOOPBACK) or "@" in acct
        account = self._state.account_by_acct(acct if is_here else f"{acct}@{host}", self._domain)
        if found[2] is None:
            return account
        status = self._state.statuses.get(found[2])
        return status if status and is_visible(self._state, status, viewer) else None

    def _far_away(self, name: str, status_id: str | None) -> Account | Status:
        """Somebody there, or what they say at this address: made when it is looked for first."""
        account = self._state.account_by_acct(f"{name}@{FARAWAY}") or self._newcomer(name)
        if status_id is None:
            return account
        posts = self._state.statuses_of(account.id)
        return (
            posts[0] if posts else self._publisher.publish(Draft(account, f"Nobody has read this here. ({status_id})"))
        )

    def _newcomer(self, name: str) -> Account:
        now = self._state.clock.now()
        number, identifier = self._state.new_id(now)
        note = "<p>Comes from far away.</p>"
        account = Account(number, identifier, name, FARAWAY, name.title(), note, f"{now:%Y-%m-%d}T00:00:00.000Z")
        self._state.add_account(account)
        self._state.touch()
        return account
