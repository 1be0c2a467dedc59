"""What a session asks about single posts and while one is written, made together when the first of it is needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tootui.model.places import Place
from tootui.service.remote import Remote
from tootui.service.storage import Storage
from tootui.service.tasks import Tasks
from tootui.service.translations import Translations

MOST_PEOPLE_LISTS = 8
"""Lists of people that are kept in memory."""
MOST_SEARCHES = 8
"""Searches, each of everything or of one kind, whose results are kept in memory."""

if TYPE_CHECKING:
    from tootui.config.settings import Search as SearchSettings
    from tootui.service.completion import Completion
    from tootui.service.feed_parts import FeedServices
    from tootui.service.originals import Originals
    from tootui.service.people import People
    from tootui.service.recent_searches import RecentSearches
    from tootui.service.resolving import Resolving
    from tootui.service.searching import Search
    from tootui.service.session import Session
    from tootui.service.tag_follows import TagFollows


class Enquiries:
    """Translations, earlier versions, who had to do with a post, and what may complete a word."""

    def __init__(
        self,
        session: Session,
        remote: Remote,
        tasks: Tasks,
        storage: Storage,
        services: FeedServices,
        searching: SearchSettings,
    ) -> None:
        self._session = session
        self._remote = remote
        self._tasks = tasks
        self._storage = storage
        self._services = services
        self._searching = searching
        self._searches: dict[Place, Search] = {}
        self._people: dict[Place, People] = {}
        self.lacking: set[str] = set()
        """Kinds of lists of people that the server turned out not to have."""
        self.translations = Translations(
            store=session.store,
            remote=remote,
            notices=session.notices,
            tasks=tasks,
            offers=session.offers,
            host=session.host,
            language=lambda: session.preferences.posting_default_language,
            barred=session.why_not_write,
        )

    @cached_property
    def originals(self) -> Originals:
        """What posts were before, and what was typed."""
        from tootui.service.originals import Originals

        session = self._session
        return Originals(self._remote, is_mine=session.is_mine, offers=session.offers, host=session.host)

    @cached_property
    def completion(self) -> Completion:
        """What may complete the word being typed."""
        from tootui.service.completion import Completion

        return Completion(self._session, self._remote, self._tasks, self._storage)

    def people(self, place: Place) -> People:
        """The people of a place; open it to have it filled. The same object for those who come back before long."""
        from tootui.service.people import People

        session = self._session
        if place == Place.FOLLOW_REQUESTS:
            return session.news.follow_requests
        if place in (Place.MUTES, Place.BLOCKS):
            return session.news.shut_out(place)
        people = self._people.pop(place, None) or People(
            place,
            self._remote,
            session.store,
            self._tasks,
            session.clock,
            lacking=self.lacking,
            is_guest=session.is_guest,
        )
        self._people[place] = people
        if len(self._people) > MOST_PEOPLE_LISTS:
            del self._people[next(iter(self._people))]
        return people

    # Looking for something

    @cached_property
    def resolving(self) -> Resolving:
        """Finds what lies behind addresses of posts and people anywhere."""
        from tootui.service.resolving import Resolving

        session = self._session
        return Resolving(
            self._remote,
            session.store,
            host=session.host,
            domain=lambda: session.acct.rpartition("@")[2],
            barred=session.why_not_write,
            time=session.clock.time,
        )

    @cached_property
    def recent_searches(self) -> RecentSearches:
        """What was searched for lately."""
        from tootui.service.recent_searches import RecentSearches

        session, storage = self._session, self._storage
        words = None if session.is_guest else storage.words
        return RecentSearches(words, storage.writer, session.notices, session.clock, most=self._searching.recent)

    @cached_property
    def tags(self) -> TagFollows:
        """Following tags."""
        from tootui.service.tag_follows import TagFollows

        session = self._session
        return TagFollows(self._remote, session.shelf, session.notices, self._tasks, barred=session.why_not_write)

    def search(self, place: Place) -> Search:
        """What is found for a place's words; open it to have it filled. The same object for those who come back."""
        from tootui.service.found_here import FoundHere
        from tootui.service.searching import Search

        session = self._session
        here = FoundHere(session, self._storage.cache, self._storage.writer)
        search = self._searches.pop(place, None) or Search(place, self._remote, self._services, here, self.resolving)
        self._searches[place] = search
        if len(self._searches) > MOST_SEARCHES:
            del self._searches[next(iter(self._searches))]
        return search
