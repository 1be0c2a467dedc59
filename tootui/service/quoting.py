"""Whether and how a post can be quoted, by its author's policy and by what the server can do. Pure rules."""

from __future__ import annotations

from typing import Literal, NamedTuple

from tootui.model.base import known
from tootui.model.status import Status


class QuoteOffer(NamedTuple):
    """How a post can be quoted: shown by the server, as its address in the text, or not at all; and why, in words."""

    way: Literal["quote", "link"] | None
    words: str


def quote_offer(status: Status, *, is_mine: bool, has_quotes: bool) -> QuoteOffer:
    """What the reader can do with a post.

    Args:
        status: the post, or its boost.
        is_mine: it is the reader's own.
        has_quotes: the server knows quotes.
    """
    post = status.inner
    author = f"@{post.account.acct}"
    if post.visibility == "direct":
        return QuoteOffer(None, "Direct posts cannot be quoted.")
    if post.visibility not in ("public", "unlisted"):
        if not (is_mine and post.visibility == "private"):
            return QuoteOffer(None, "Only public and unlisted posts of others can be quoted.")
        if not has_quotes:
            return QuoteOffer(None, "This server has no quotes, and an address would show this post to nobody else.")
    if not has_quotes:
        if not post.url:
            return QuoteOffer(None, "This server has no quotes, and this post has no address of its own.")
        return QuoteOffer("link", "This server has no quotes: the post's address stands in the text instead.")
    if is_mine:
        return QuoteOffer("quote", "")
    approval = post.quote_approval
    answer = known(approval.current_user, "") if approval is not None else ""
    if answer == "denied":
        return QuoteOffer(None, f"{author} does not let you quote this post.")
    if answer == "manual":
        return QuoteOffer("quote", f"{author} is asked first. Until then the quoted post is not shown.")
    if answer == "automatic" and approval is not None:
        who = "Everybody" if "public" in approval.automatic else f"Who follows {author}"
        return QuoteOffer("quote", f"{who} may quote this post.")
    if answer:
        return QuoteOffer(None, f"It is not known whether {author} lets this post be quoted.")
    return QuoteOffer("quote", f"Whether {author} lets this post be quoted turns out when it is sent.")


def why_not_quote_directly(text: str, quoted_acct: str) -> str | None:
    """Why a direct post cannot quote somebody: it must be addressed to them. None if it is."""
    named = f"@{quoted_acct}".casefold() in text.casefold()
    return None if named else f"A direct post can quote @{quoted_acct} only if it is addressed to them: mention them."
