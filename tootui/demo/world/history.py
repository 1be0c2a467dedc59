"""The notifications of @you that a new world begins with."""

import random
from datetime import datetime, timedelta

from tootui.demo.clock import iso, parse_iso
from tootui.demo.entities import Account, Notification, Status
from tootui.demo.ids import moment_of
from tootui.demo.noticing import decision
from tootui.demo.state import State
from tootui.demo.world.settling import named


class Teller:
    """Writes down what @you was told and when."""

    def __init__(self, state: State, you: Account, rng: random.Random) -> None:
        self._state = state
        self._you = you
        self._rng = rng
        self._now = state.clock.now()

    def tell(self, kind: str, account_id: str, moment: datetime, status: Status | None = None, **extra: object) -> None:
        moment = min(moment, self._now - timedelta(seconds=30))
        number, identifier = self._state.new_id(moment)
        note = Notification(
            number, identifier, kind, iso(moment), self._you.id, account_id, status.id if status else None
        )
        note.extra = extra
        note.filtered = decision(self._state, note) == "filter"
        self._state.notifications[self._you.id].append(note)

    def soon_after(self, moment: datetime) -> datetime:
        return moment + (self._now - moment) * self._rng.uniform(0.02, 0.5)

    def tell_about_post(self, status: Status) -> None:
        """What others did that concerns @you: they mentioned, quoted, edited, ended a poll."""
        posted, you = parse_iso(status.created_at), self._you.id
        quoted = self._state.statuses.get(status.quote_of_id or "")
        if quoted and quoted.account_id == you:
            self.tell("quote", status.account_id, posted, status)
        elif you in status.mention_ids and status.account_id != you:
            self.tell("mention", status.account_id, posted, status)
        if status.edited_at and you in status.reblogged_by:
            self.tell("update", status.account_id, parse_iso(status.edited_at), status)
        if status.poll and status.poll.expires_at and (you in status.poll.choices or status.account_id == you):
            ended = parse_iso(status.poll.expires_at)
            if ended < self._now:
                self.tell("poll", status.account_id, ended, status)

    def tell_about_own_post(self, status: Status, followers: list[Account]) -> None:
        """Who favourited and boosted it."""
        posted = parse_iso(status.created_at)
        for admirer in self._rng.sample(followers, self._rng.randrange(min(9, len(followers)))):
            status.favourited_by[admirer.id] = self._state.new_row()
            self.tell("favourite", admirer.id, self.soon_after(posted), status)
        if status.visibility != "public" or status.in_reply_to_id:
            return
        for booster in self._rng.sample(followers, self._rng.randrange(3)):
            moment = self.soon_after(posted)
            number, identifier = self._state.new_id(moment)
            status.reblogged_by.append(booster.id)
            self._state.add_status(Status(number, identifier, booster.id, iso(moment), reblog_of_id=status.id))
            self.tell("reblog", booster.id, moment, status)


def tell_you(state: State, rng: random.Random) -> None:
    """Write down what @you was told in the last three weeks."""
    you, ada = named(state, "you"), named(state, "ada")
    state.policies[you.id]["for_private_mentions"] = "filter"
    teller = Teller(state, you, rng)
    followers = [account for _, account in state.followers(you.id) if not account.bot]
    for status in list(state.order):
        teller.tell_about_post(status)
        if status.account_id == you.id and not status.reblog_of_id and status.visibility != "direct":
            teller.tell_about_own_post(status, followers)
    for number, follower in state.followers(you.id):
        teller.tell("follow", follower.id, moment_of(number))
    for (asking, _), number in state.follow_requests.items():
        teller.tell("follow_request", asking, moment_of(number))
    newest = next((one for one in state.statuses_of(ada.id)[::-1] if not one.reblog_of_id), None)
    if newest:
        teller.tell("status", ada.id, parse_iso(newest.created_at), newest)
    _tell_rare_things(teller, you, ada, state.clock.now())
    state.notifications[you.id].sort(key=lambda note: note.number)


def _tell_rare_things(teller: Teller, you: Account, ada: Account, now: datetime) -> None:
    """What a server tells in person, and what it tells in words of its own because few programs know it."""
    severed = {
        "id": "7",
        "type": "domain_block",
        "purged": False,
        "target_name": "wire.example",
        "followers_count": 2,
        "following_count": 1,
        "created_at": iso(now - timedelta(hours=30)),
    }
    teller.tell("severed_relationships", you.id, now - timedelta(hours=30), event=severed)
    warning = {
        "id": "3",
        "action": "none",
        "text": "Please keep the goose out of the reading room.",
        "status_ids": None,
        "target_account": {"id": you.id, "username": you.username, "acct": you.acct},
        "appeal": None,
        "created_at": iso(now - timedelta(days=4)),
    }
    teller.tell("moderation_warning", you.id, now - timedelta(days=4), moderation_warning=warning)
    fallback = {"title": "Ada invited you to a round of whist", "summary": "<p>Thursday, after supper.</p>"}
    teller.tell("invitation", ada.id, now - timedelta(days=2), fallback=fallback)
