"""The parts of a session that change something on the server, made together when the first of them is needed."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from tootui.model.places import Place
from tootui.service.actions import Actions
from tootui.service.delivery import Delivery
from tootui.service.drafts import Drafts
from tootui.service.late_answers import LateAnswers
from tootui.service.mutation_log import MutationLog
from tootui.service.outbox import Outbox
from tootui.service.reasons import Reasons
from tootui.service.rewriting import Rewriting
from tootui.service.uploads import Uploads
from tootui.service.wishes import Wishes

if TYPE_CHECKING:
    from tootui.cache.words import Words
    from tootui.cache.writer import Writer
    from tootui.config.settings import Compose
    from tootui.model.status import Status
    from tootui.service.acquaintance import Acquaintance
    from tootui.service.feed_parts import FeedServices
    from tootui.service.relations import Relations
    from tootui.service.remote import Remote
    from tootui.service.session import Session
    from tootui.service.tasks import Tasks
    from tootui.service.unsent import Unsent
    from tootui.service.verbs import SwitchedKind
    from tootui.service.wishes import Outcome


class Writing:
    """Wishes, the actions that make them, drafts and the outbox of one session."""

    def __init__(
        self,
        session: Session,
        *,
        words: Callable[[], Words],
        writer: Writer,
        remote: Remote,
        tasks: Tasks,
        acquaintance: Acquaintance,
        published: Callable[[Status], None],
        compose: Compose,
        services: FeedServices,
    ) -> None:
        self._session = session
        self._words = words
        self._remote = remote
        self._tasks = tasks
        self._services = services
        self.wishes = Wishes(
            store=session.store,
            remote=remote,
            connection=session.connection,
            mutations=MutationLog(words, writer),
            notices=session.notices,
            tasks=tasks,
            clock=session.clock,
        )
        kinds: tuple[SwitchedKind, ...] = ("status", "relationship")
        for kind in kinds:
            LateAnswers(kind, store=session.store, wishes=self.wishes, remote=remote, tasks=tasks, clock=session.clock)
        self.wishes.observe(self._came_out)
        self.actions = _actions(session, self.wishes, remote, tasks, acquaintance)
        self.drafts = _drafts(session, words, compose)
        self.uploads = Uploads(words, remote, tasks, session.clock)
        self.outbox = Outbox(
            words,
            Delivery(
                remote,
                session.account.account_id,
                uploads=self.uploads,
                limits=lambda: session.limits,
                clock=session.clock,
            ),
            software=lambda: acquaintance.software,
            published=published,
            edited=lambda status: session.store.put_statuses([status]),
            connection=session.connection,
            notices=session.notices,
            tasks=tasks,
            clock=session.clock,
            hold=compose.hold,
        )
        self.rewriting = Rewriting(
            self.drafts,
            store=session.store,
            remote=remote,
            notices=session.notices,
            tasks=tasks,
            offers=acquaintance.offers,
        )

    def _came_out(self, outcome: Outcome) -> None:
        """What waited from the last time on may come out before anybody looks at people."""
        if outcome.verb.kind == "relationship":
            self.relations.came_out(outcome)

    @cached_property
    def relations(self) -> Relations:
        """What is done about people."""
        from tootui.service.person_reasons import PersonReasons
        from tootui.service.relations import RelationParts, Relations

        session = self._session
        reasons = PersonReasons(
            session.store,
            session.connection,
            me_id=session.account.account_id,
            offers=lambda feature: session.offers(feature) and not self._remote.lacks(feature),
            host=session.host,
            barred=session.why_not_write,
        )
        return Relations(
            store=session.store,
            wishes=self.wishes,
            remote=self._remote,
            notices=session.notices,
            tasks=self._tasks,
            reasons=reasons,
            cached=self._services.cache.read_relationships,
            parts=RelationParts(self._words, session.clock, session.account.account_id, session.shelf.renew),
        )

    @cached_property
    def unsent(self) -> Unsent:
        """What was written and nobody sees yet; nobody looks at it before the first posts are shown."""
        from tootui.service.scheduled import Scheduled
        from tootui.service.unsent import Unsent

        shelf = self._session.shelf
        scheduled = Scheduled(
            self._remote,
            self._services,
            offers=self._session.offers,
            counted=lambda count: shelf.count_unsent(Place.SCHEDULED, count),
        )
        return Unsent(self._words, self.drafts, self.outbox, scheduled, self._tasks, counted=shelf.count_unsent)


def _drafts(session: Session, words: Callable[[], Words], compose: Compose) -> Drafts:
    return Drafts(
        words,
        session.clock,
        me_id=session.account.account_id,
        me_acct=lambda: session.acct,
        profile=lambda: session.me,
        preferences=lambda: session.preferences,
        own=compose,
    )


def _actions(session: Session, wishes: Wishes, remote: Remote, tasks: Tasks, acquaintance: Acquaintance) -> Actions:
    reasons = Reasons(
        store=session.store,
        connection=session.connection,
        clock=session.clock,
        is_mine=session.is_mine,
        offers=acquaintance.offers,
        software=lambda: acquaintance.software,
        host=session.host,
        barred=session.why_not_write,
    )
    return Actions(
        store=session.store,
        wishes=wishes,
        remote=remote,
        connection=session.connection,
        notices=session.notices,
        tasks=tasks,
        reasons=reasons,
    )
