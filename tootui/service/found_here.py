"""What a search finds on this machine alone: posts by the local index, people who were seen, tags of one's own."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING

from tootui.model.base import AccountId
from tootui.model.errors import StorageError
from tootui.model.places import Place
from tootui.model.status import Status
from tootui.model.tags import Tag
from tootui.service.filtering import verdict
from tootui.text.fediverse import is_address
from tootui.text.search_words import SearchWords, taken_apart

if TYPE_CHECKING:
    from tootui.cache.posts import PostCache
    from tootui.cache.writer import Writer
    from tootui.service.session import Session

log = logging.getLogger(__name__)

MOST_POSTS = 200
_LOOKED_THROUGH = 4 * MOST_POSTS
"""So many posts with the words are looked at for what else was asked for."""
MOST_PEOPLE = 40
MOST_TAGS = 20


class FoundHere:
    """Searches what this machine keeps. Everything found is in the session's store afterwards."""

    def __init__(self, session: Session, cache: PostCache, writer: Writer) -> None:
        self._session = session
        self._store = session.store
        self._cache = cache
        self._writer = writer

    @property
    def can_find_posts(self) -> bool:
        """Whether this machine's SQLite has full-text search."""
        return self._cache.can_search

    def posts(self, typed: str, place: Place) -> list[Status]:
        """Posts with all that was typed, the newest first, without what filters hide in the place."""
        words = taken_apart(typed)
        if is_address(typed) or not words.plain:
            return []
        is_plain = not (words.operators or words.unwanted)
        ids = self._cache.search(words.plain, limit=MOST_POSTS if is_plain else _LOOKED_THROUGH)
        store, me, now = self._store, self._session.account.acct.partition("@")[0], self._session.clock.now()
        store.restore_statuses(self._cache.read_statuses(one for one in ids if store.held_status(one) is None))
        held = (store.held_status(one) for one in ids if not store.is_deleted(one))
        shown = (
            status
            for status in held
            if status is not None
            and words.holds(status, me=me)
            and (verdict(status, place, now).action != "hide" or self._session.is_mine(status))
        )
        found = [status for status, _ in zip(shown, range(MOST_POSTS), strict=False)]
        return sorted(found, key=lambda status: status.created_at, reverse=True)

    async def people(self, typed: str) -> list[AccountId]:
        """People whose names have all the words."""
        words = _name_words(taken_apart(typed), typed)
        if not words:
            return []
        try:
            accounts = await asyncio.wrap_future(
                self._writer.submit(lambda: self._cache.find_people(words, MOST_PEOPLE))
            )
        except StorageError as error:
            log.info("No people from the cache: %s", error)
            return []
        self._store.put_accounts(account for account in accounts if self._store.account(account.id) is None)
        return [account.id for account in accounts]

    def tags(self, typed: str) -> list[Tag]:
        """Tags that are followed, kept in the sidebar or on posts at hand and begin with the words."""
        word = taken_apart(typed).name
        if not word or " " in word or typed.lstrip().startswith("@") or is_address(typed):
            return []
        shelf = self._session.shelf
        followed = {name.casefold(): name for name in shelf.followed_tags}
        pinned = (name for name in shelf.pinned_tags if "?" not in name)
        recent = (tag.name for status in self._store.held_statuses() for tag in status.inner.tags)
        names = {name.casefold(): name for name in (*recent, *pinned)} | followed
        starting = sorted((key for key in names if key.startswith(word)), key=lambda key: (key != word, len(key), key))
        return [Tag(name=names[key], following=key in followed) for key in starting[:MOST_TAGS]]


def _name_words(words: SearchWords, typed: str) -> list[str]:
    """The words that a name must have; none where tags or addresses of pages are looked for."""
    if typed.lstrip().startswith("#") or "://" in typed or words.operators:
        return []
    return [word for word in (part.removeprefix("@") for part in words.name.split()) if word]
