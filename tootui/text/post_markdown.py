"""A whole post as Markdown: who, when, warning, text, what hangs on it, and where it is."""

from __future__ import annotations

import re

from tootui.model.status import MediaAttachment, Poll, Status
from tootui.text.attachments import NO_DESCRIPTION, address_of, kind_word
from tootui.text.clean import clean_line, is_openable
from tootui.text.markdown import to_markdown
from tootui.text.times import absolute

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_QUOTE_INLINE = re.compile(
    r"""<(p|span)\b[^<>]*\bclass=["'][^"'<>]*\bquote-inline\b[^"'<>]*["'][^<>]*>.*?</\1>""", re.DOTALL | re.IGNORECASE
)


def post_markdown(status: Status) -> str:
    """Write a post (of a boost: the boosted one) as Markdown."""
    post = status.inner
    blocks = [_heading(post), *_body(post)]
    quoted = post.quote.quoted_status if post.quote is not None and post.quote.state == "accepted" else None
    if quoted is not None:
        inner = "\n\n".join([_heading(quoted), *_body(quoted)])
        blocks.append("\n".join(f"> {row}".rstrip() for row in inner.split("\n")))
    if post.url and is_openable(post.url):
        blocks.append(f"<{post.url}>")
    return "\n\n".join(blocks)


def _heading(post: Status) -> str:
    visibility = "" if post.visibility == "public" else f" · {_plain(post.visibility)}"
    edited = "" if post.edited_at is None else f" · edited {absolute(post.edited_at)}"
    return (
        f"**{_plain(post.account.name)}** (@{_plain(post.account.acct)}) · {absolute(post.created_at)}"
        f"{visibility}{edited}"
    )


def _body(post: Status) -> list[str]:
    html = _QUOTE_INLINE.sub("", post.content) if post.quote is not None else post.content
    blocks = [f"**CW:** {_plain(post.spoiler_text)}"] if post.spoiler_text else []
    blocks += [words] if (words := to_markdown(html)) else []
    blocks += ["\n".join(_media(attachment) for attachment in post.media_attachments)] if post.media_attachments else []
    blocks += [_poll(post.poll)] if post.poll is not None else []
    return blocks


def _media(attachment: MediaAttachment) -> str:
    """A picture stands where Markdown shows it, the rest as links; what has no address as words."""
    kind, url = kind_word(attachment), address_of(attachment)
    words = _plain(attachment.description or "") or NO_DESCRIPTION
    if not url:
        return f"- {kind}: {words}"
    return f"![{words}](<{url}>)" if kind == "image" else f"[{kind}: {words}](<{url}>)"


def _poll(poll: Poll) -> str:
    rows = []
    for option in poll.options:
        votes = "" if option.votes_count is None else f" ({option.votes_count})"
        rows.append(f"- {_plain(option.title)}{votes}")
    return "\n".join(rows)


def _plain(text: str) -> str:
    """Words that mean nothing to Markdown."""
    return _SPECIAL.sub(r"\\\1", clean_line(text).strip())
