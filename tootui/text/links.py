"""What can be opened from a post, as a list to pick from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from tootui.model.status import Mention, Status, StatusTag
from tootui.text.attachments import address_of
from tootui.text.clean import clean_line, is_openable
from tootui.text.html import parse
from tootui.text.prose import Prose, Span


class Link(Struct, frozen=True, gc=False):
    """Something to open: its kind (link, mention, hashtag, card, quote, media), a label for the eye, and the target.

    The target is an address; of a mention the account's id, of a hashtag its name, of a quote the status' id.
    """

    kind: str
    label: str
    target: str


def links_of(status: Status) -> list[Link]:
    """Everything to open in the post itself (of a boost: the boosted one), in reading order, nothing twice."""
    inner = status.inner
    prose = parse(inner.content, without_quote_inline=_is_quote_shown(inner))
    found: dict[tuple[str, str], Link] = {}
    for link in (*links_in(prose, inner.mentions, inner.tags), *_beside_text(inner)):
        # A card shows a page that the text links already; a second way to the same address helps nobody.
        found.setdefault(("link" if link.kind == "card" else link.kind, link.target.lower()), link)
    return list(found.values())


def links_in(prose: Prose, mentions: Iterable[Mention], tags: Iterable[StatusTag]) -> Iterator[Link]:
    """The links of a text in reading order; repeats included, addresses that must not be opened left out."""
    people, hashtags = tuple(mentions), tuple(tags)
    for span in prose.spans:
        link = link_of(prose, span, people, hashtags)
        if link is not None:
            yield link


def link_of(prose: Prose, span: Span, mentions: Iterable[Mention], tags: Iterable[StatusTag]) -> Link | None:
    """What a span leads to; None where it leads nowhere.

    Servers mark mentions and hashtags in different ways or not at all, so an address that belongs to one of the
    status' ``mentions`` or ``tags`` counts as one; a mention of somebody the status does not list is a plain link.
    """
    start, end, kind, target = span
    if kind not in ("link", "mention", "hashtag"):
        return None
    label = clean_line(prose.text[start:end]).strip()
    if kind == "hashtag":
        return Link(kind, f"#{target}", target)
    if not target:
        return None
    for mention in mentions:
        if mention.url == target:
            return Link("mention", f"@{mention.acct}", mention.id)
    for tag in tags:
        if tag.url == target:
            return Link("hashtag", f"#{tag.name}", tag.name)
    if kind == "mention":
        named = [mention for mention in mentions if label.lstrip("@") in (mention.acct, mention.username)]
        if len(named) == 1:
            return Link("mention", f"@{named[0].acct}", named[0].id)
    return Link("link", label or target, target)


def _is_quote_shown(status: Status) -> bool:
    return status.quote is not None and status.quote.quoted_status is not None


def _beside_text(status: Status) -> Iterator[Link]:
    """What is shown under the text: the quoted post, media, the link's card, hashtags that the text does not hold."""
    if status.quote is not None and status.quote.state == "accepted":
        quoted = status.quote.quoted_status
        target = quoted.id if quoted is not None else status.quote.quoted_status_id
        if target:
            yield Link(
                "quote", f"quoted post by @{quoted.account.acct}" if quoted is not None else "quoted post", target
            )
    for attachment in status.media_attachments:
        address = address_of(attachment)
        if address:
            yield Link("media", clean_line(attachment.description or attachment.type).strip(), address)
    if status.card is not None and is_openable(status.card.url):
        yield Link("card", clean_line(status.card.title or status.card.url).strip(), status.card.url)
    for tag in status.tags:
        yield Link("hashtag", f"#{clean_line(tag.name)}", clean_line(tag.name))
