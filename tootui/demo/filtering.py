"""What a filter says of a post, and filters as JSON."""

import re
from datetime import datetime

from tootui.demo.clock import parse_iso
from tootui.demo.entities import Filter, JsonObject, Status
from tootui.demo.formatting import plain_text


def written(one: Filter, *, whole: bool = True) -> JsonObject:
    """Filter; in what it says of a post its words are left out."""
    brief: JsonObject = {
        "id": one.id,
        "title": one.title,
        "context": one.context,
        "expires_at": one.expires_at,
        "filter_action": one.action,
    }
    return {**brief, "keywords": one.keywords, "statuses": one.statuses} if whole else brief


def matches(filters: list[Filter], status: Status, now: datetime) -> list[JsonObject]:
    """[FilterResult]: what these filters find in a post."""
    options = status.poll.options if status.poll else []
    described = [str(one["description"] or "") for one in status.media]
    words = "\n".join([status.spoiler_text, plain_text(status.content), *options, *described]).lower()
    found: list[JsonObject] = []
    for one in filters:
        if one.expires_at and parse_iso(one.expires_at) <= now:
            continue
        keywords = [word["keyword"] for word in one.keywords if _is_in(words, word)]
        statuses = [other["status_id"] for other in one.statuses if other["status_id"] == status.id]
        if keywords or statuses:
            matched: JsonObject = {"filter": written(one, whole=False)}
            found.append(matched | {"keyword_matches": keywords or None, "status_matches": statuses or None})
    return found


def _is_in(words: str, keyword: JsonObject) -> bool:
    text = str(keyword["keyword"]).lower()
    if not keyword["whole_word"]:
        return text in words
    start, end = r"\b" * text[:1].isalnum(), r"\b" * text[-1:].isalnum()
    return re.search(f"{start}{re.escape(text)}{end}", words) is not None
