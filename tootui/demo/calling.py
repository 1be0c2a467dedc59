"""Those who turn to the reader in person: they write letters, speak to them, quote them, ask to follow."""

import random
from collections.abc import Callable

from tootui.demo.crowds import member
from tootui.demo.entities import Account
from tootui.demo.publishing import Draft, Publisher
from tootui.demo.state import State

_SHARE_OF_STRANGERS = 0.2
_STRANGERS = 10_000


class Callers:
    """Lets one of them do one such thing at a time, by chances of its own."""

    def __init__(
        self, state: State, publisher: Publisher, letter: Callable[[random.Random], str], reader: Account
    ) -> None:
        self._state = state
        self._publisher = publisher
        self._letter = letter
        self._reader = reader
        self._rng = random.Random(1852)

    def call(self) -> None:
        """Somebody does something."""
        friends = [
            one for _, one in self._state.following(self._reader.id) if not (one.bot or one.source or one.traits)
        ]
        if friends:
            ways = (self._write, self._write, self._speak, self._quote)
            self._rng.choice(ways)(self._rng.choice(friends))
        if self._rng.random() < _SHARE_OF_STRANGERS:
            self._ask()

    def _write(self, friend: Account) -> None:
        """A letter: on with the last one between the two, if there was any."""
        directs = (one for one in self._state.statuses_of(friend.id)[::-1] if one.visibility == "direct")
        last = next((one for one in directs if one.mention_ids == [self._reader.id]), None)
        text = f"@{self._reader.acct} {self._letter(self._rng)}"
        self._publisher.publish(Draft(friend, text, "direct", in_reply_to=last))

    def _speak(self, friend: Account) -> None:
        self._publisher.publish(Draft(friend, f"@{self._reader.acct} {self._letter(self._rng)}", "unlisted"))

    def _quote(self, friend: Account) -> None:
        mine = [one for one in self._state.statuses_of(self._reader.id) if one.visibility == "public"]
        own = [one for one in mine if not one.reblog_of_id and not one.in_reply_to_id and one.quote_policy == "public"]
        if own:
            self._publisher.publish(Draft(friend, self._letter(self._rng), quote_of=self._rng.choice(own[-6:])))

    def _ask(self) -> None:
        """A stranger would like to follow."""
        state, reader = self._state, self._reader.id
        stranger = member(state, self._rng.randrange(_STRANGERS))
        if (stranger.id, reader) not in [*state.follows, *state.follow_requests]:
            state.follow_requests[stranger.id, reader] = state.ids.number(state.clock.now())
            state.notify("follow_request", reader, stranger.id)
