"""The life of the world while it runs: others post, boost, favourite and answer."""

import heapq
import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from tootui.demo.calling import Callers
from tootui.demo.clock import DemoClock
from tootui.demo.entities import Account, Status
from tootui.demo.publishing import Draft, Publisher
from tootui.demo.state import State
from tootui.demo.visibility import is_visible


@dataclass(frozen=True)
class Repertoire:
    """What people say by themselves (a name and a text, by chance), in answer to a person, and to one in a letter."""

    remark: Callable[[random.Random], tuple[str, str]]
    answer: Callable[[random.Random], str]
    letter: Callable[[random.Random], str]


class Living:
    """A diary of what will happen when. `run_due` makes come true what is due by the demo's clock."""

    def __init__(self, state: State, publisher: Publisher, repertoire: Repertoire, you: Account, pace: float) -> None:
        self._state = state
        self._publisher = publisher
        self._repertoire = repertoire
        self._you = you
        self.pace = pace
        self._rng = random.Random(state.rng.random())
        self._callers = Callers(state, publisher, repertoire.letter, you)
        self._diary: list[tuple[datetime, int, Callable[[], None]]] = []
        self._tiebreak = itertools.count()
        self.always: Callable[[], None] = lambda: None
        """What is to be done at every look at the clock, however still the world is."""

    def begin(self) -> None:
        """Write the first of what goes on for ever into the diary."""
        self._again(18, self._somebody_posts)
        self._again(35, self._somebody_boosts)
        self._again(45, self._somebody_likes_you)
        self._again(240, self._somebody_follows_you)
        self._again(150, self._callers.call)

    def _again(self, seconds: float, happens: Callable[[], None]) -> None:
        def happen_and_repeat() -> None:
            happens()
            self._plan(seconds * self._rng.uniform(0.6, 1.4), happen_and_repeat)

        self._plan(seconds * self._rng.uniform(0.3, 1.0), happen_and_repeat)

    def _plan(self, seconds: float, happens: Callable[[], None]) -> None:
        if self.pace > 0:
            due = self._state.clock.now() + timedelta(seconds=seconds / self.pace)
            heapq.heappush(self._diary, (due, next(self._tiebreak), happens))

    def run_due(self) -> None:
        """Let happen what is due now."""
        while self._diary and self._diary[0][0] <= self._state.clock.now():
            heapq.heappop(self._diary)[2]()
        self.always()

    def advance(self, clock: DemoClock, seconds: float) -> None:
        """Move the clock and let everything on the way happen at its own moment."""
        end = clock.now() + timedelta(seconds=seconds)
        while self._diary and self._diary[0][0] <= end:
            due, _, happens = heapq.heappop(self._diary)
            clock.move_to(max(due, clock.now()))
            happens()
        clock.move_to(end)
        self.always()

    def react_to(self, status: Status) -> None:
        """Somebody will like and answer what a person just posted, if anybody can see it."""
        readers = self._readers(status)
        if not readers:
            return
        parent = self._state.statuses.get(status.in_reply_to_id or "")
        asked = [reader for reader in readers if parent and reader.id == parent.account_id]
        answerer = asked[0] if asked else self._rng.choice(readers)
        admirer = self._rng.choice(readers)
        self._plan(self._rng.uniform(3, 6), lambda: self._like(status, admirer))
        self._plan(self._rng.uniform(7, 13), lambda: self._answer(status, answerer))

    def decide_about(self, status: Status) -> None:
        """The author of the quoted post will give their leave, unless the quote is gone by then."""

        def decide() -> None:
            if status.id in self._state.statuses and status.quote_state == "pending":
                self._publisher.quote_decided(status, "accepted")

        self._plan(self._rng.uniform(4, 9), decide)

    def decide_about_follow(self, follower: Account, followed: Account) -> None:
        """Somebody with a locked account will let a follower in; who lives elsewhere decides there."""
        if followed.source:
            return

        def decide() -> None:
            if self._state.follow_requests.pop((follower.id, followed.id), None):
                self._state.follow(follower.id, followed.id, self._state.clock.now())

        self._plan(self._rng.uniform(5, 12), decide)

    def _readers(self, status: Status) -> list[Account]:
        """Those who would answer: people in the post, else people who are followed and not bots."""
        accounts = self._state.accounts
        named = [accounts[one] for one in status.mention_ids if one != status.account_id]
        followed = [account for _, account in self._state.following(status.account_id) if not account.bot]
        readers = named if named or status.visibility == "direct" else followed
        return [one for one in readers if not one.source and is_visible(self._state, status, one)]

    def _like(self, status: Status, admirer: Account) -> None:
        if status.id in self._state.statuses:
            self._publisher.favourite(status, admirer)

    def _answer(self, status: Status, answerer: Account) -> None:
        if status.id not in self._state.statuses:
            return
        asker = self._state.accounts[status.account_id]
        text = f"@{asker.acct} {self._repertoire.answer(self._rng)}"
        visibility = "unlisted" if status.visibility == "public" else status.visibility
        spoiler = status.spoiler_text
        draft = Draft(answerer, text, visibility, spoiler_text=spoiler, in_reply_to=status)
        self._publisher.publish(draft)

    def _somebody_posts(self) -> None:
        name, text = self._repertoire.remark(self._rng)
        author = self._state.account_named(name)
        if author:
            self._publisher.publish(Draft(author, text))

    def _somebody_boosts(self) -> None:
        followed = [one for _, one in self._state.following(self._you.id) if not (one.bot or one.source)]
        recent = [one for one in self._state.order[-80:] if one.visibility == "public" and not one.reblog_of_id]
        if followed and recent:
            booster, status = self._rng.choice(followed), self._rng.choice(recent)
            if status.account_id != booster.id and not status.raw:
                self._publisher.boost(status, booster)

    def newest_of_reader(self) -> Status | None:
        """The newest post that others may like."""
        mine = (one for one in self._state.statuses_of(self._you.id)[::-1] if not one.reblog_of_id)
        return next((one for one in mine if one.visibility in ("public", "unlisted")), None)

    def _somebody_likes_you(self) -> None:
        mine = [one for one in self._state.statuses_of(self._you.id) if one.visibility in ("public", "unlisted")]
        followers = [account for _, account in self._state.followers(self._you.id) if not account.source]
        if mine and followers:
            self._publisher.favourite(self._rng.choice(mine[-12:]), self._rng.choice(followers))

    def _somebody_follows_you(self) -> None:
        follows, you = self._state.follows, self._you.id
        others = (one for one in self._state.accounts.values() if one.id != you and not (one.source or one.traits))
        strangers = [one for one in others if (one.id, you) not in follows]
        strangers = [one for one in strangers if not self._state.reason_against(you, one.id)]
        if strangers:
            newcomer = self._rng.choice(strangers)
            self._state.follow(newcomer.id, you, self._state.clock.now())
            self._state.notify("follow", you, newcomer.id)
