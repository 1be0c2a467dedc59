"""What is done about people: following, muting, blocking, lists, notes, reports."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from typing import TYPE_CHECKING, NamedTuple

from tootui.cache.unfinished import Unfinished
from tootui.model.account import Account, Relationship
from tootui.model.base import AccountId, known
from tootui.service.notices import Notices
from tootui.service.person_reasons import PersonReasons
from tootui.service.person_verbs import (
    BLOCK,
    ENDORSE,
    FOLLOW,
    FOLLOWER,
    MUTE,
    FollowTerms,
    MuteTerms,
    ServerTerms,
    blocking_server,
    following,
    muting,
)
from tootui.service.relationships import Relationships
from tootui.service.remote import Remote
from tootui.service.tasks import Tasks
from tootui.service.verbs import StateVerb
from tootui.service.wishes import Outcome, Wishes
from tootui.store.entities import Store
from tootui.text.times import span_words

if TYPE_CHECKING:
    from tootui.cache.words import Words
    from tootui.service.clock import Clock
    from tootui.service.list_membership import ListMembership
    from tootui.service.notes import Notes
    from tootui.service.reporting import Reporting
    from tootui.service.server_ties import Ties


class RelationParts(NamedTuple):
    """What belongs to the session of what is done about people, beside what all acts need."""

    words: Callable[[], Words]
    clock: Clock
    me_id: AccountId
    lists_changed: Callable[[], None]


class Relations:
    """Acts on people by the id of their account. Nothing is awaited or raises: it shows at once, and notices tell.

    Args:
        cached: finds on disk how the reader related to somebody when last asked.
        parts: what notes and reports are made of.
    """

    def __init__(
        self,
        *,
        store: Store,
        wishes: Wishes,
        remote: Remote,
        notices: Notices,
        tasks: Tasks,
        reasons: PersonReasons,
        cached: Callable[[list[AccountId]], list[Relationship]],
        parts: RelationParts,
    ) -> None:
        self._store = store
        self._wishes = wishes
        self._remote = remote
        self._notices = notices
        self._tasks = tasks
        self._reasons = reasons
        self._parts = parts
        self._mute_ends: dict[AccountId, float] = {}
        """When mutes end that were made in this session; servers do not tell that of one person."""
        self._relationships = Relationships(store, remote, notices, tasks, parts.clock, cached)

    # How it stands

    def of(self, account_id: AccountId) -> Relationship | None:
        """How the reader relates to somebody, None where that is not known."""
        return self._relationships.of(account_id)

    def why_not(self, verb: str, account_id: AccountId) -> str | None:
        """Why a verb (``follow``, ``mute``, ``lists`` …) can do nothing to somebody; None if it can, or may."""
        if verb == "note" and self._reasons.why_lacking(verb) and self.notes.unfinished(account_id):
            verb = "read_note"  # words that were typed can be had back
        return self._reasons.why_not(verb, account_id)

    def server_of(self, account: Account) -> str:
        """The other server on which somebody is; empty for people on the reader's own."""
        return self._reasons.server_of(account)

    def relate(
        self, account_id: AccountId, then: Callable[[], None] | None = None, *, in_any_case: bool = False
    ) -> None:
        """Find out how the reader relates to somebody, and go on; where that cannot be had it is said.

        Args:
            then: what to do when it is known.
            in_any_case: do it also where it cannot be known just now.
        """
        self._relationships.find_out(account_id, then, in_any_case=in_any_case)

    def came_out(self, outcome: Outcome) -> None:
        """Learn from a refusal that such a thing cannot be done to anybody here, and what became of a note."""
        if outcome.is_unknown and (lack := self._reasons.learn_lack(outcome.verb.name)) is not None:
            key = f"{outcome.verb.name}:{outcome.entity_id}"
            self._notices.post(f"{outcome.verb.words(outcome.wanted)} taken back. {lack}", "error", key=key)
        if outcome.verb.name == "note":  # at last, for it says more
            self.notes.came_out(outcome)

    # What is written about people

    @cached_property
    def notes(self) -> Notes:
        """The reader's private notes."""
        from tootui.service.notes import Notes

        unfinished = Unfinished(self._parts.words(), "note")
        return Notes(self._store, self._wishes, self._notices, self._parts.clock, unfinished, self.name_of)

    @cached_property
    def reporting(self) -> Reporting:
        """What moderators are told."""
        from tootui.service.reporting import Reporting

        unfinished = Unfinished(self._parts.words(), "report")
        return Reporting(
            self._store,
            self._remote,
            self._notices,
            self._tasks,
            self._parts.clock,
            unfinished,
            self.name_of,
            self._reasons.learn_lack,
        )

    # Where people stand

    def lists_with(self, account_id: AccountId) -> ListMembership:
        """The lists, and whether somebody is on them; load it to have it filled."""
        from tootui.service.list_membership import ListMembership

        changed = self._parts.lists_changed
        return ListMembership(account_id, self.name_of(account_id), self._remote, self._notices, self._tasks, changed)

    def count_follows_at(self, domain: str, told: Callable[[Ties], None]) -> None:
        """Count whom the reader follows on a server, in the background."""
        from tootui.service.server_ties import follows_at

        async def count() -> None:
            told(await follows_at(self._remote, self._parts.me_id, domain))

        self._tasks.spawn(count(), "counting whom you follow there")

    # Following

    def follow(
        self,
        account_id: AccountId,
        *,
        reblogs: bool | None = None,
        notify: bool | None = None,
        languages: tuple[str, ...] | None = None,
    ) -> None:
        """Follow somebody, or ask to; or change how they are followed. None leaves that as it is."""
        account, before = self._store.account(account_id), self.of(account_id)
        asks = account is not None and known(account.locked, False)
        verb = following(FollowTerms(asks=asks, reblogs=reblogs, notify=notify, languages=languages))
        was_on = before is not None and FOLLOW.is_on(before)
        if not self._want("follow", verb, account_id, on=True):
            return
        name = self.name_of(account_id)
        if was_on:
            self._notices.post(f"Changed how you follow {name}.", key=f"follow:{account_id}")
        else:
            words = f"Asked {name} to let you follow" if asks else f"You follow {name}"
            label = "withdraws" if asks else "unfollows"
            self._say(words, "follow", account_id, partial(self.unfollow, account_id), label)

    def unfollow(self, account_id: AccountId) -> None:
        """Follow somebody no longer, or take back the request to."""
        before = self.of(account_id)
        was_asked = before is not None and known(before.requested, False)
        if self._want("follow", FOLLOW, account_id, on=False):
            name = self.name_of(account_id)
            words = f"Request to {name} withdrawn" if was_asked else f"You follow {name} no longer"
            account = self._store.account(account_id)
            asks = account is not None and known(account.locked, False)
            label = "asks again" if asks else "follows again"
            self._say(words, "follow", account_id, partial(self._follow_as_before, account_id, before), label)

    def _follow_as_before(self, account_id: AccountId, before: Relationship | None) -> None:
        """Follow again, and in the way it was: the server forgets that."""
        if before is None:
            self.follow(account_id)
            return
        languages = before.languages
        self.follow(
            account_id,
            reblogs=False if before.showing_reblogs is False else None,
            notify=True if before.notifying is True else None,
            languages=tuple(languages) if isinstance(languages, list) and languages else None,
        )

    def remove_follower(self, account_id: AccountId) -> None:
        """Let somebody follow the reader no longer."""
        if self._want("remove_follower", FOLLOWER, account_id, on=False):
            self._notices.post(f"{self.name_of(account_id)} follows you no longer.", key=f"follower:{account_id}")

    def endorse(self, account_id: AccountId, *, on: bool) -> None:
        """Show somebody on the own profile, or no more."""
        if self._want("endorse", ENDORSE, account_id, on=on):
            name = self.name_of(account_id)
            words = f"{name} is featured on your profile" if on else f"{name} is featured no longer"
            self._say(words, "endorse", account_id, partial(self.endorse, account_id, on=not on), "undoes")

    # Cutting off

    def mute(self, account_id: AccountId, *, seconds: int = 0, notifications: bool = True) -> None:
        """See nothing of somebody for so long, or (0) until that is taken back; or change how they are muted."""
        before, end_before = self.of(account_id), self._mute_ends.get(account_id)
        was_muted = before is not None and MUTE.is_on(before)
        if self._want("mute", muting(MuteTerms(seconds, notifications)), account_id, on=True):
            how_long = f" for {span_words(seconds)}" if seconds else ""
            but = "" if notifications else ", but not what they notify you of"
            words = f"{self.name_of(account_id)} muted{how_long}{but}"
            if was_muted:
                back, label = partial(self._mute_as_before, account_id, before, end_before), "mutes as before"
            else:
                back, label = partial(self.unmute, account_id), "unmutes"
            self._say(words, "mute", account_id, back, label)
            self._mute_ends.pop(account_id, None)
            if seconds:
                self._mute_ends[account_id] = self._parts.clock.time() + seconds
                self._relationships.look_when_over(account_id, seconds)

    def unmute(self, account_id: AccountId) -> None:
        """See somebody again."""
        before, end_before = self.of(account_id), self._mute_ends.get(account_id)
        if self._want("mute", MUTE, account_id, on=False):
            words = f"{self.name_of(account_id)} unmuted"
            back = partial(self._mute_as_before, account_id, before, end_before)
            self._say(words, "mute", account_id, back, "mutes again")

    def _mute_as_before(self, account_id: AccountId, before: Relationship | None, ends_at: float | None) -> None:
        """Mute again, and in the way it was; where it would have ended by now it is over."""
        notifications = before is None or known(before.muting_notifications, True)
        if ends_at is None:
            self.mute(account_id, notifications=notifications)
        elif (seconds := round(ends_at - self._parts.clock.time())) > 0:
            self.mute(account_id, seconds=seconds, notifications=notifications)
        else:
            self.unmute(account_id)

    def block(self, account_id: AccountId) -> None:
        """Block somebody: no following either way, and neither sees the other."""
        if self._want("block", BLOCK, account_id, on=True):
            words = f"{self.name_of(account_id)} blocked"
            self._say(words, "block", account_id, partial(self.unblock, account_id), "unblocks")

    def unblock(self, account_id: AccountId) -> None:
        """Block somebody no longer. Nobody follows anybody by that."""
        if self._want("block", BLOCK, account_id, on=False):
            words = f"{self.name_of(account_id)} unblocked"
            self._say(words, "block", account_id, partial(self.block, account_id), "blocks again")

    def block_server(self, account_id: AccountId, *, on: bool) -> None:
        """Block the whole server of somebody, or no more."""
        account = self._store.account(account_id)
        domain = self.server_of(account) if account is not None else ""
        verb = blocking_server(ServerTerms(domain))
        if domain and self._want("block_server", verb, account_id, on=on):
            words = f"{domain} blocked" if on else f"{domain} unblocked"
            back = partial(self.block_server, account_id, on=not on)
            self._say(words, "block_server", account_id, back, "unblocks" if on else "blocks again")

    # Together

    def _want(self, act: str, verb: StateVerb, account_id: AccountId, *, on: bool) -> bool:
        """Switch; False, and said why, where that cannot be done."""
        reason = self.why_not(act, account_id)
        if reason is not None:
            self._notices.post(reason, "warning", key="why-not")
            return False
        # Of somebody nothing is known of the wish is carried out all the same: it shows as soon as something is.
        if self.of(account_id) is None:
            self._store.put_relationships([Relationship(id=account_id)])
        self._wishes.want(verb, self.of(account_id) or Relationship(id=account_id), on)
        return True

    def _say(self, words: str, verb: str, account_id: AccountId, back: Callable[[], None], label: str) -> None:
        """Tell what was done, and offer the way back, which tells what it did in its turn."""
        self._notices.post(words, key=f"{verb}:{account_id}", undo=back, undo_label=label)

    def name_of(self, account_id: AccountId) -> str:
        """What to call somebody in a sentence."""
        return self._relationships.name_of(account_id)
