"""What a test can make happen in the world at once."""

import random
from collections.abc import Callable
from datetime import timedelta

from tootui.demo.clock import iso, parse_iso
from tootui.demo.context import Demo
from tootui.demo.entities import Account, JsonObject, Status
from tootui.demo.errors import ApiError
from tootui.demo.publishing import Draft
from tootui.demo.telling import tell
from tootui.demo.world.builder import add_hostile_posts
from tootui.demo.world.chatter import fresh_remark


def _who(demo: Demo, orders: JsonObject, default: str = "ada") -> Account:
    account = demo.state.account_by_acct(str(orders.get("by", default)))
    if account is None:
        raise ApiError(422, "Nobody has this name")
    return account


def _which(demo: Demo, identifier: object) -> Status:
    status = demo.state.statuses.get(str(identifier))
    if status is None:
        raise ApiError(422, f"There is no post {identifier}")
    return status


def count_of(orders: JsonObject, name: str) -> int:
    """A number among the orders."""
    count = orders[name]
    if not isinstance(count, int):
        raise ApiError(422, f"`{name}` must be a number")
    return count


def _home_posts(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"home_posts": n}: so many new posts of people whom @you follows, at once."""
    remarks = (fresh_remark(demo.state, index) for index in range(count_of(orders, "home_posts")))
    moment = demo.clock.now()
    made = [demo.publisher.compose(Draft(author, text), moment) for author, text in remarks]
    demo.state.extend_statuses(made)
    return _announced(demo, made)


def _announced(demo: Demo, made: list[Status]) -> list[Status]:
    """Posts that were added together, now told one by one."""
    for status in made:
        demo.state.announce("update", status)
    return made


def _old_home_posts(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"old_home_posts": n}: so many posts below the oldest one, a minute apart."""
    oldest = parse_iso(demo.state.order[0].created_at) if demo.state.order else demo.clock.now()
    made = []
    for index in range(count_of(orders, "old_home_posts")):
        author, text = fresh_remark(demo.state, index)
        made.append(demo.publisher.compose(Draft(author, text), oldest - timedelta(minutes=index + 1)))
    demo.state.extend_statuses(made)
    return made[::-1]


def _post(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"post": text, "by": acct, "reply_to": id, "visibility": ..., "cw": ..., "quote": id}"""
    parent = _which(demo, orders["reply_to"]) if "reply_to" in orders else None
    visibility, warning = str(orders.get("visibility", "public")), str(orders.get("cw", ""))
    draft = Draft(_who(demo, orders), str(orders["post"]), visibility, warning, in_reply_to=parent)
    draft.quote_of = _which(demo, orders["quote"]) if "quote" in orders else None
    return [demo.publisher.publish(draft)]


def _raw_status(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"raw_status": {...}, "missing": [keys]}: a post with these keys of its JSON replaced or left out.

    With {"whole": true} the value is the whole JSON of the item, whatever it is. `older_than` names the post below
    which it stands, else it is the newest.
    """
    raw = orders["raw_status"]
    moment = demo.clock.now()
    if "older_than" in orders:
        moment = parse_iso(_which(demo, orders["older_than"]).created_at) - timedelta(milliseconds=1)
    status = demo.publisher.compose(Draft(_who(demo, orders), "A post that is not what it seems."), moment)
    missing = orders.get("missing", [])
    if orders.get("whole"):
        status.raw = raw
    elif isinstance(raw, dict) and isinstance(missing, list):
        status.overrides, status.missing = raw, [str(key) for key in missing]
    else:
        raise ApiError(422, "`raw_status` must be an object unless it is the whole")
    demo.state.add_status(status)
    if "older_than" not in orders:
        demo.state.announce("update", status)
    return [status]


def _edit(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"edit": id, "text": text}"""
    status = _which(demo, orders["edit"])
    demo.publisher.edit(status, str(orders.get("text", status.text)))
    return [status]


def _delete(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"delete": id}"""
    demo.state.remove_status(_which(demo, orders["delete"]))
    return []


def _favourite(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"favourite": id, "by": acct}"""
    demo.publisher.favourite(_which(demo, orders["favourite"]), _who(demo, orders))
    return []


def _boost(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"boost": id, "by": acct}"""
    return [demo.publisher.boost(_which(demo, orders["boost"]), _who(demo, orders))]


def _follow(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"follow": acct, "by": acct}"""
    followed, follower = demo.state.account_by_acct(str(orders["follow"])), _who(demo, orders)
    if followed is None:
        raise ApiError(422, "Nobody has this name")
    demo.state.follow(follower.id, followed.id, demo.clock.now())
    demo.state.notify("follow", followed.id, follower.id)
    return []


def _notification(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"notification": type, "by": acct, "to": acct, "about": id of a post, "filtered": true, "extra": {...}}

    Any type, known or not; `extra` are further keys of its JSON. What a type needs is there unless it is given.
    """
    tell(demo, orders, _who(demo, orders))
    return []


def _follow_request(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"follow_request": acct, "by": acct}: somebody asks whether they may follow."""
    asked, asking = demo.state.account_by_acct(str(orders["follow_request"])), _who(demo, orders)
    if asked is None:
        raise ApiError(422, "Nobody has this name")
    demo.state.follow_requests[asking.id, asked.id] = demo.state.ids.number(demo.clock.now())
    demo.state.notify("follow_request", asked.id, asking.id)
    return []


def _account(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"account": acct, "traits": {...}}: keys of somebody's JSON are replaced; `locked` is more than that."""
    somebody, traits = demo.state.account_by_acct(str(orders["account"])), orders.get("traits", {})
    if somebody is None or not isinstance(traits, dict):
        raise ApiError(422, "Nobody has this name, or `traits` is no object")
    somebody.locked = bool(traits.get("locked", somebody.locked))
    somebody.traits.update(traits)
    return []


def _severance(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"severance": domain}: the moderators cut a server off, and everybody here who knew somebody there is told."""
    domain = str(orders["severance"])
    gone = [(one, other) for one, other in demo.state.follows if domain in _domains(demo, one, other)]
    for one, other in gone:
        demo.state.unfollow(one, other)
    for reader in demo.state.local_accounts():
        followers, following = sum(b == reader.id for _, b in gone), sum(a == reader.id for a, _ in gone)
        if followers or following:
            counts = {"followers_count": followers, "following_count": following, "created_at": iso(demo.clock.now())}
            event = {"id": "8", "type": "domain_block", "purged": False, "target_name": domain, **counts}
            told: JsonObject = {"notification": "severed_relationships", "to": reader.acct, "extra": {"event": event}}
            tell(demo, told, reader)
    return []


def _domains(demo: Demo, *account_ids: str) -> set[str]:
    return {demo.state.accounts[one].domain for one in account_ids}


def _thread(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"thread": n, "by": acct, "text": text}: a post with so many replies, flat and deep; its id comes first."""
    rng, author = random.Random(1815), _who(demo, orders)
    moment = demo.clock.now()
    made = [demo.publisher.compose(Draft(author, str(orders.get("text", "A long story."))), moment)]
    for index in range(count_of(orders, "thread")):
        speaker, text = fresh_remark(demo.state, index)
        parent = made[-1] if rng.random() < 0.4 else rng.choice(made)
        answered = demo.state.accounts[parent.account_id]
        draft = Draft(speaker, f"@{answered.acct} {text}", "unlisted", in_reply_to=parent)
        made.append(demo.publisher.compose(draft, moment))
    demo.state.extend_statuses(made)
    return made


def _many_posts(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"many_posts": n, "text": text, "by": acct}: so many posts that say the same, numbered, a minute apart."""
    author, now, count = _who(demo, orders), demo.clock.now(), count_of(orders, "many_posts")
    text = str(orders.get("text", "Found again."))
    drafts = ((Draft(author, f"{text} ({index + 1})"), now - timedelta(minutes=index)) for index in range(count))
    made = [demo.publisher.compose(draft, moment) for draft, moment in drafts]
    demo.state.extend_statuses(made)
    return made


def _many_people(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"many_people": n, "text": name}: so many strangers `name1@crowd.example` ..."""
    name = str(orders.get("text", "stranger"))
    for index in range(1, count_of(orders, "many_people") + 1):
        number, identifier = demo.state.new_id(demo.clock.now())
        shown, note = f"{name.title()} the {index}.", "<p>One of many.</p>"
        joined = f"{demo.clock.now():%Y-%m-%d}T00:00:00.000Z"
        demo.state.add_account(Account(number, identifier, f"{name}{index}", "crowd.example", shown, note, joined))
    return []


def _crowd(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"crowd": n, "by": acct}: so many people follow an account; each is made when somebody looks."""
    demo.state.crowds[_who(demo, orders).id] = count_of(orders, "crowd")
    return []


def _quote_decision(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"quote_decision": id, "state": state}: what became of a quote."""
    demo.publisher.quote_decided(_which(demo, orders["quote_decision"]), str(orders.get("state", "accepted")))
    return []


def _hostile(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"hostile": true}: the posts that attack a terminal."""
    return _announced(demo, add_hostile_posts(demo.state, demo.publisher)) if orders["hostile"] else []


def _pace(demo: Demo, orders: JsonObject) -> list[Status]:
    """{"pace": x}: how busy the world is from the next event on; 0 stops all that is not yet planned."""
    pace = orders["pace"]
    if not isinstance(pace, int | float):
        raise ApiError(422, "`pace` must be a number")
    demo.living.pace = float(pace)
    return []


EVENTS: dict[str, Callable[[Demo, JsonObject], list[Status]]] = {
    "old_home_posts": _old_home_posts,
    "home_posts": _home_posts,
    "post": _post,
    "raw_status": _raw_status,
    "edit": _edit,
    "delete": _delete,
    "favourite": _favourite,
    "boost": _boost,
    "follow": _follow,
    "notification": _notification,
    "follow_request": _follow_request,
    "account": _account,
    "severance": _severance,
    "thread": _thread,
    "many_posts": _many_posts,
    "many_people": _many_people,
    "crowd": _crowd,
    "quote_decision": _quote_decision,
    "hostile": _hostile,
    "pace": _pace,
}
_OF_POSTS = {"quote", "reply_to", "visibility", "cw", "text", "missing", "whole", "older_than"}
DETAILS = {*_OF_POSTS, "by", "state", "to", "about", "filtered", "extra", "traits"}
