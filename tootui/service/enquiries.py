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

if TYPE_CHECKING:
    from tootui.service.completion import Completion
    from tootui.service.originals import Originals
    from tootui.service.people import People
    from tootui.service.session import Session


class Enquiries:
    """Translations, earlier versions, who had to do with a post, and what may complete a word."""

    def __init__(self, session: Session, remote: Remote, tasks: Tasks, storage: Storage) -> None:
        self._session = session
        self._remote = remote
        self._tasks = tasks
        self._storage = storage
        self._people: dict[Place, People] = {}
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

        self.lacking: set[str] = set()
        """Kinds of lists of people that the server turned out not to have."""
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
