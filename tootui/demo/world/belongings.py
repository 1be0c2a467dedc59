"""What @you brought along: lists of people, followed tags, the order in which posts were put aside."""

import random
from datetime import datetime, timedelta

from tootui.demo.clock import parse_iso
from tootui.demo.entities import UserList
from tootui.demo.state import State
from tootui.demo.world.settling import named

_LISTS = (
    ("Engine room", "list", ("ada", "grace", "charles", "alan", "katherine", "claude", "edsger", "emmy", "hedy")),
    ("Harbour", "followed", ("wren", "nils", "lucia", "bram", "pixel", "odile", "tove")),
    ("Five alphabets 📚", "none", ("hypatia", "khwarizmi", "seki", "shenkuo", "librarian", "sofya", "jang")),
    ("People to thank", "list", ()),
)
_TAGS = ("caturday", "computing", "lighthouse", "数学", "tea", "bread", "askthefediverse")


def unpack(state: State, kept: list[tuple[datetime, dict[str, int]]]) -> None:
    """Give @you their lists and tags; `kept` holds when they put which post aside."""
    you = named(state, "you")
    for title, policy, names in _LISTS:
        members = {named(state, name).id: state.new_row() for name in names}
        one = UserList(str(state.new_row()), you.id, title, policy, members=members)
        state.lists[one.id] = one
    for name in _TAGS:
        state.followed_tags[you.id, name] = state.new_row()
    for name, row in (("grumble", "blocked"), ("loudhailer", "muted")):
        setattr(state.bond(you.id, named(state, name).id), row, state.new_row())
    state.domain_blocks[you.id, "spam.example"] = state.new_row()
    kept = [*kept, *_read_long_ago(state)]
    for _, rows in sorted(kept, key=lambda pair: pair[0]):
        rows[you.id] = state.new_row()


def _read_long_ago(state: State) -> list[tuple[datetime, dict[str, int]]]:
    """Some of what @you found good among the posts of days past, enough for several pages."""
    rng, now = random.Random(1852), state.clock.now()
    public = (one for one in state.order if one.visibility == "public" and not one.reblog_of_id)
    strong = [one for one in public if now - parse_iso(one.created_at) > timedelta(days=3) and one.favourites_elsewhere]
    you = named(state, "you")
    good = [one for one in strong if one.account_id != you.id]
    chosen = [one.favourited_by for one in rng.sample(good, 70)] + [one.bookmarked_by for one in rng.sample(good, 50)]
    return [(now - timedelta(days=3) * rng.random(), rows) for rows in chosen if you.id not in rows]
