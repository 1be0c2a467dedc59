"""What may complete the word being typed. What is known here comes at once, the server's word after a rest."""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from tootui.api.features import Feature
from tootui.model.errors import Forbidden, Missing, ServerError, StorageError
from tootui.model.people import Person
from tootui.service.emoji_shelf import EmojiShelf
from tootui.service.remote import Remote
from tootui.service.signals import Signal
from tootui.service.storage import Storage
from tootui.service.tasks import Tasks
from tootui.text.clean import clean_line
from tootui.text.completing import Offer, TypedWord

if TYPE_CHECKING:
    from tootui.api.client import Client
    from tootui.model.account import Account
    from tootui.service.session import Session

log = logging.getLogger(__name__)

MOST = 8
"""How many are offered at a time."""
MOST_PEOPLE = 5_000
"""So many of the people in the cache are looked through."""
SECONDS_OF_REST = 0.3
"""How long nobody must have typed before the server is asked."""
_SHORTEST = 2
"""With fewer letters the server is not asked: nearly everything begins with one."""
_MOST_TAGS = 500
_ANYWHERE = 5
"""The rank of those who fit by the middle of a word, which takes so many letters to mean something."""
_LETTERS_ANYWHERE = 3


class _Known(NamedTuple):
    """A person, ready to be compared."""

    acct: str
    name: str
    person: Person


class Completion:
    """Knows people, hashtags and emoji by what they begin with. Observers are told when more is known than before.

    Args:
        session: whose; hashtags are those followed, those in its sidebar, and those of the posts at hand.
        storage: where people and the server's emoji are kept.
    """

    def __init__(self, session: Session, remote: Remote, tasks: Tasks, storage: Storage) -> None:
        self._session = session
        self._remote = remote
        self._tasks = tasks
        self._storage = storage
        self._signal = Signal()
        self._people: dict[str, _Known] = {}
        self._tags: list[str] = []
        self._answers: dict[TypedWord, list[str]] = {}
        """What the server gave for a word: full names of people, names of hashtags."""
        self._wanted: TypedWord | None = None
        self._is_asking = False
        self._is_refused = False
        self._has_read = False
        self.emoji = EmojiShelf(remote, tasks, storage, session.clock, self._signal.emit)

    def observe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back when there is more to offer; the result stops that."""
        return self._signal.observe(callback)

    def begin(self) -> None:
        """Somebody begins to write: have at hand whom and what they may want to name."""
        self._learn(self._person(account) for account in self._session.store.held_accounts())
        self._tags = self._known_tags()
        if not self._has_read:
            self._has_read = True
            self._tasks.spawn(self._read_people(), "looking for people in what was read")

    @property
    def is_asking(self) -> bool:
        """Whether the server is being asked for names, or is about to be."""
        return self._is_asking

    # What is offered

    def find(
        self, word: TypedWord, *, first: Sequence[str] = (), signs: Mapping[str, str] | None = None
    ) -> list[Offer]:
        """What is known here for a word, the best first.

        Args:
            first: full names of people who come before all others: those of the conversation.
            signs: emoji that are characters, by their names.
        """
        match word.kind:
            case "mention":
                return self._find_people(word, first)
            case "hashtag":
                return self._find_tags(word)
            case "emoji":
                return self.emoji.find(word.words, signs or {}, MOST)

    def want(self, word: TypedWord) -> None:
        """Have the server asked for more as soon as nobody types any further; observers hear of it."""
        if word.kind == "emoji":
            self.emoji.want()
            return
        key = _key(word)
        self._wanted = key
        if self._is_asking or self._is_refused or not self._is_worth_asking(key):
            return
        self._is_asking = self._tasks.spawn(self._ask_after_rest(), "asking for names") is not None

    def forget_want(self) -> None:
        """Nobody waits for more."""
        self._wanted = None

    def _find_people(self, word: TypedWord, first: Sequence[str]) -> list[Offer]:
        needle = word.words.casefold()
        participants = [acct for acct in first if acct.casefold().startswith(needle)]
        if not needle:
            return [self._person_offer(acct) for acct in participants[:MOST]]
        is_anywhere = len(needle) >= _LETTERS_ANYWHERE
        ranked = [
            (rank, len(known.acct), known.acct, known.person.acct)
            for known in self._people.values()
            if (needle in known.acct or needle in known.name)
            and ((rank := _rank(needle, known)) < _ANYWHERE or is_anywhere)
        ]
        best = [acct for _, _, _, acct in heapq.nsmallest(MOST, ranked)]
        accts = dict.fromkeys([*participants, *best, *self._answers.get(_key(word), ())])
        return [self._person_offer(acct) for acct in list(accts)[:MOST]]

    def _person_offer(self, acct: str) -> Offer:
        known = self._people.get(acct.casefold())
        name = clean_line(known.person.display_name).strip() if known is not None else ""
        return Offer(f"@{acct}", f"@{acct}", name)

    def _find_tags(self, word: TypedWord) -> list[Offer]:
        needle = word.words.casefold()
        starting = [name for name in self._tags if name.casefold().startswith(needle)]
        names = {name.casefold(): name for name in reversed([*starting, *self._answers.get(_key(word), ())])}
        ordered = dict.fromkeys(name.casefold() for name in [*starting, *self._answers.get(_key(word), ())])
        followed = {name.casefold() for name in self._session.shelf.followed_tags}
        return [
            Offer(f"#{names[name]}", f"#{names[name]}", "you follow it" if name in followed else "")
            for name in list(ordered)[:MOST]
        ]

    # What is known

    def _known_tags(self) -> list[str]:
        shelf = self._session.shelf
        single = [name for name in (*shelf.followed_tags, *shelf.pinned_tags) if "?" not in name]
        recent = Counter(tag.name for status in self._session.store.held_statuses() for tag in status.inner.tags)
        return list(dict.fromkeys([*single, *(name for name, _ in recent.most_common(_MOST_TAGS))]))

    def _person(self, account: Account) -> Person:
        relationship = self._session.store.relationship(account.id)
        return Person(
            acct=account.acct,
            username=account.username,
            display_name=account.display_name,
            is_followed=relationship is not None and relationship.following is True,
        )

    def _learn(self, people: Iterable[Person], *, from_disk: bool = False) -> None:
        """Know these too. What the disk has is older; that one follows somebody is believed whoever says so."""
        me = self._session.account.acct.removeprefix("@").partition("@")[0].casefold()
        for person in people:
            acct = person.acct.casefold()
            if not acct or acct == me:
                continue
            known = self._people.get(acct)
            if known is not None:
                is_followed = person.is_followed or known.person.is_followed
                person = replace(known.person if from_disk else person, is_followed=is_followed)
            self._people[acct] = _Known(acct, person.display_name.casefold(), person)

    async def _read_people(self) -> None:
        try:
            reading = self._storage.writer.submit(lambda: self._storage.cache.read_people(MOST_PEOPLE))
            people = await asyncio.wrap_future(reading)
        except StorageError as error:
            log.info("No people from the cache: %s", error)
            return
        self._learn(people, from_disk=True)
        self._signal.emit()

    # What the server knows

    async def _ask_after_rest(self) -> None:
        try:
            while True:
                key = self._wanted
                await self._session.clock.sleep(SECONDS_OF_REST)
                if key != self._wanted:
                    continue
                if key is not None and self._is_worth_asking(key):
                    await self._ask(key)
                if key == self._wanted:
                    return
        finally:
            self._is_asking = False

    def _is_worth_asking(self, key: TypedWord) -> bool:
        return len(key.words) >= _SHORTEST and key not in self._answers

    async def _ask(self, key: TypedWord) -> None:
        if not self._session.connection.usable:
            return
        try:
            names = await self._remote.call(lambda client: self._names(client, key))
        except (Missing, Forbidden) as error:
            log.info("This server names nobody: %s", error)
            self._is_refused = True
            return
        except ServerError as error:
            log.info("Asking for names: %s", error)
            return
        self._answers[key] = names
        if names:
            self._signal.emit()

    async def _names(self, client: Client, key: TypedWord) -> list[str]:
        if key.kind == "hashtag":
            if not self._session.offers(Feature.SEARCH):
                return []
            found = await client.search.find(q=f"#{key.words}", type="hashtags", limit=MOST)
            return [tag.name for tag in found.hashtags]
        page = await client.accounts.search(q=key.words, limit=MOST)
        self._session.store.put_accounts(page.items)
        self._learn(self._person(account) for account in page.items)
        return [account.acct for account in page.items]


def _key(word: TypedWord) -> TypedWord:
    """The same word wherever it stands."""
    return TypedWord(word.kind, 0, word.words.casefold())


def _rank(needle: str, known: _Known) -> int:
    """How well a person fits, 0 being the best: by the name's beginning, then by a word's, then anywhere."""
    stranger = not known.person.is_followed
    if known.acct == needle:
        return 0
    if known.acct.startswith(needle):
        return 1 + stranger
    if known.name.startswith(needle) or f" {needle}" in known.name:
        return 3 + stranger
    return _ANYWHERE + stranger
