"""What the other people of this server were told: somebody may sign in as one of them."""

import random
from datetime import timedelta

from tootui.demo.clock import iso, parse_iso
from tootui.demo.conversing import conversations_of
from tootui.demo.entities import Account, Marker
from tootui.demo.ids import moment_of
from tootui.demo.state import State
from tootui.demo.world.history import Teller
from tootui.demo.world.settling import named

_FOLLOWS, _PRAISED, _UNREAD = 5, 3, 2


def tell_neighbours(state: State) -> None:
    """Write down who spoke to them, follows them and liked what they said lately."""
    rng, you = random.Random(1912), named(state, "you")
    tellers = {one.id: Teller(state, one, rng) for one in state.local_accounts() if one is not you}
    for status in state.order:
        for account_id in status.mention_ids:
            if account_id in tellers and account_id != status.account_id:
                tellers[account_id].tell("mention", status.account_id, parse_iso(status.created_at), status)
    for account_id, teller in tellers.items():
        account = state.accounts[account_id]
        followers = state.followers(account_id)
        for number, follower in followers[-_FOLLOWS:]:
            teller.tell("follow", follower.id, moment_of(number))
        public = [one for one in state.statuses_of(account_id) if one.visibility == "public" and not one.reblog_of_id]
        for status in public[-_PRAISED:]:
            for _, admirer in rng.sample(followers, min(3, len(followers))):
                status.favourited_by.setdefault(admirer.id, state.new_row())
                teller.tell("favourite", admirer.id, teller.soon_after(parse_iso(status.created_at)), status)
        _mark_as_read(state, account)


def _mark_as_read(state: State, account: Account) -> None:
    """They looked in yesterday."""
    notes = state.notifications[account.id]
    notes.sort(key=lambda note: note.number)
    if len(notes) > _UNREAD:
        yesterday = iso(state.clock.now() - timedelta(days=1))
        state.markers[account.id]["notifications"] = Marker(notes[-_UNREAD - 1].id, 1, yesterday)
    for one in conversations_of(state, account)[:-1]:
        state.conversations[account.id, one.id]["read"] = one.last.number
