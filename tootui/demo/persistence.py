"""The state file: everything a server knows, as one JSON document that is replaced atomically."""

import json
import os
from collections import defaultdict
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tootui.demo.clock import DemoClock, iso, parse_iso
from tootui.demo.entities import (
    Account,
    Application,
    Bond,
    Filter,
    Marker,
    Notification,
    Poll,
    Scheduled,
    Status,
    Token,
    Upload,
    UserList,
)
from tootui.demo.ids import IdMaker
from tootui.demo.state import State

FORMAT = 7


def save(state: State, path: Path) -> None:
    """Write the whole state to a file of the user's own (it holds tokens)."""
    document = {
        "format": FORMAT,
        "ids": state.ids.style_name,
        "counter": state.ids.counter,
        "frozen_at": iso(state.clock.now()) if state.clock.frozen else None,
        "accounts": [vars(account) for account in state.accounts.values()],
        "statuses": [_status_row(status) for status in state.order],
        "notifications": {owner: [vars(note) for note in notes] for owner, notes in state.notifications.items()},
        "follows": [[*pair, number] for pair, number in state.follows.items()],
        "follow_requests": [[*pair, number] for pair, number in state.follow_requests.items()],
        "filters": [vars(one) for one in state.filters],
        "lists": [vars(one) for one in state.lists.values()],
        "followed_tags": [[*pair, row] for pair, row in state.followed_tags.items()],
        "bonds": [vars(one) for one in state.bonds.values()],
        "domain_blocks": [[*pair, row] for pair, row in state.domain_blocks.items()],
        "muted_conversations": sorted(state.muted_conversations),
        "scheduled": [vars(one) for one in state.scheduled.values()],
        "crowds": state.crowds,
        "reactions": state.reactions,
        "dismissed": state.dismissed,
        "reports": state.reports,
        "conversations": [[*pair, marks] for pair, marks in state.conversations.items()],
        "policies": state.policies,
        "accepted_senders": state.accepted_senders,
        "unsuggested": state.unsuggested,
        "featured_tags": state.featured_tags,
        "uploads": [vars(one) for one in state.uploads.values()],
        "rows": state.rows,
        "markers": {owner: {name: vars(one) for name, one in mine.items()} for owner, mine in state.markers.items()},
        "applications": [vars(one) for one in state.applications.values()],
        "tokens": [vars(one) for one in state.tokens.values()],
        "posted": state.posted,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", errors="surrogatepass") as file:
        file.write(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
    draft.replace(path)


def _status_row(status: Status) -> dict[str, object]:
    """A post without the fields that say nothing: most of a world is made of them."""
    row = {name: value for name, value in vars(status).items() if value or name == "language"}
    return row | {"poll": asdict(status.poll)} if status.poll else row


def load(path: Path, seed: int) -> State:
    """The state a server saved.

    Raises:
        ValueError: The file is not a state file of this format.
    """
    document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8", errors="surrogatepass"))
    if document.get("format") != FORMAT:
        raise ValueError(f"{path} is not a state file of this version")
    ids = IdMaker(document["ids"])
    ids.counter = document["counter"]
    frozen_at = document["frozen_at"]
    state = State(DemoClock(parse_iso(frozen_at) if frozen_at else None), ids, seed)
    for row in document["accounts"]:
        state.add_account(Account(**row))
    state.extend_statuses(_status(row) for row in document["statuses"])
    for owner, rows in document["notifications"].items():
        state.notifications[owner] = [Notification(**row) for row in rows]
    state.follows = {(a, b): number for a, b, number in document["follows"]}
    state.follow_requests = {(a, b): number for a, b, number in document["follow_requests"]}
    state.filters = [Filter(**row) for row in document["filters"]]
    state.lists = {row["id"]: UserList(**row) for row in document["lists"]}
    state.followed_tags = {(a, tag): row for a, tag, row in document["followed_tags"]}
    state.bonds = {(row["account_id"], row["other_id"]): Bond(**row) for row in document["bonds"]}
    state.domain_blocks = {(a, domain): row for a, domain, row in document["domain_blocks"]}
    state.muted_conversations = {(a, b) for a, b in document["muted_conversations"]}
    state.scheduled = {row["id"]: Scheduled(**row) for row in document["scheduled"]}
    state.reactions, state.dismissed = document["reactions"], document["dismissed"]
    state.crowds = document["crowds"]
    state.reports = document["reports"]
    state.conversations.update({(a, b): marks for a, b, marks in document["conversations"]})
    state.policies.update(document["policies"])
    state.accepted_senders.update(document["accepted_senders"])
    state.unsuggested.update(document["unsuggested"])
    state.featured_tags = document["featured_tags"]
    state.uploads = {row["id"]: Upload(**row) for row in document["uploads"]}
    state.rows = document["rows"]
    rows_by_owner = document["markers"].items()
    markers = {owner: {name: Marker(**row) for name, row in mine.items()} for owner, mine in rows_by_owner}
    state.markers = defaultdict(dict, markers)
    state.applications = {row["client_id"]: Application(**row) for row in document["applications"]}
    state.tokens = {row["access_token"]: Token(**row) for row in document["tokens"]}
    state.posted = {key: (status_id, when) for key, (status_id, when) in document["posted"].items()}
    return state


def _status(row: dict[str, Any]) -> Status:
    poll = row.pop("poll", None)
    return Status(**row, poll=Poll(**poll) if poll else None)
