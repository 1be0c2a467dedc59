"""People named in a text: servers write the user name alone, whosoever else has the same one elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from tootui.model.status import Status
from tootui.text.prose import Prose, Span


def ambiguous_accts(status: Status) -> Mapping[str, str]:
    """The full addresses, by link, of those people a post names whose user name several of them bear; the author is
    one of them."""
    people = {mention.id: mention.username for mention in status.mentions}
    people[status.account.id] = status.account.username
    times = Counter(name.lower() for name in people.values())
    return {
        mention.url: mention.acct
        for mention in status.mentions
        if mention.username and mention.acct and times[mention.username.lower()] > 1
    }


def with_domains(prose: Prose, accts: Mapping[str, str]) -> Prose:
    """Write out the mentions that lead to one of these links.

    Args:
        prose: The text.
        accts: Full addresses by link.
    """
    longer = [
        (span, f"@{accts[span.target]}")
        for span in prose.spans
        if span.kind == "mention" and "@" not in prose.text[span.start + 1 : span.end] and span.target in accts
    ]
    parts: list[str] = []
    moved: list[tuple[int, int]] = []
    here = by = 0
    for span, acct in longer:
        parts += (prose.text[here : span.start], acct)
        by += len(acct) - (span.end - span.start)
        moved.append((span.end, by))
        here = span.end
    if not by:
        return prose

    def at(place: int) -> int:
        return place + next((shift for end, shift in reversed(moved) if end <= place), 0)

    spans = tuple([Span(at(start), at(end), kind, target) for start, end, kind, target in prose.spans])
    return Prose("".join((*parts, prose.text[here:])), spans)
