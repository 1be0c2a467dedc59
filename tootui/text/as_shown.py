"""Written text as the HTML that servers make of it: paragraphs, addresses, people and hashtags."""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

from tootui.model.status import Mention
from tootui.text.length import addresses

_NAMED = re.compile(
    r"(?<![\w/@=])@(?P<user>[a-z0-9_]+(?:[.-]+[a-z0-9_]+)*)(?:@(?P<host>[\w.-]+\w))?"
    r"|(?<![\w&/#])\#(?P<tag>\w*[^\W\d_]\w*)",
    re.IGNORECASE,
)
_SHOWN_OF_ADDRESS = 30
"""So much of an address is shown; the rest is only led to."""
_BEGINNING = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)


class Shown(NamedTuple):
    """A text as it is shown, and whom it names."""

    html: str
    mentions: list[Mention]


def as_shown(text: str, host: str) -> Shown:
    """What a server makes of a text.

    Args:
        host: the server's name, for people and hashtags of its own.
    """
    parts: list[str] = []
    mentions: dict[str, Mention] = {}
    done = 0
    for start, end in addresses(text):
        parts += _named(text[done:start], host, mentions), _address(text[start:end])
        done = end
    parts.append(_named(text[done:], host, mentions))
    paragraphs = re.split(r"\n{2,}", "".join(parts).strip("\n"))
    html = "".join(f"<p>{paragraph.replace(chr(10), '<br>')}</p>" for paragraph in paragraphs if paragraph)
    return Shown(html, list(mentions.values()))


def _address(url: str) -> str:
    begun = _BEGINNING.match(url)
    start = begun.end() if begun else 0
    shown, rest = url[start : start + _SHOWN_OF_ADDRESS], url[start + _SHOWN_OF_ADDRESS :]
    return (
        f'<a href="{escape(url)}"><span class="invisible">{escape(url[:start])}</span>'
        f'<span class="{"ellipsis" if rest else ""}">{escape(shown)}</span>'
        f'<span class="invisible">{escape(rest)}</span></a>'
    )


def _named(text: str, host: str, mentions: dict[str, Mention]) -> str:
    parts: list[str] = []
    done = 0
    for found in _NAMED.finditer(text):
        parts.append(escape(text[done : found.start()], quote=False))
        done = found.end()
        if (tag := found["tag"]) is not None:
            parts.append(
                f'<a href="https://{host}/tags/{tag}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'
            )
            continue
        user, acct = found["user"], found[0][1:]
        url = f"https://{escape(found['host'] or host)}/@{user}"
        mentions.setdefault(acct.casefold(), Mention(id=acct.casefold(), username=user, acct=acct, url=url))
        parts.append(f'<span class="h-card"><a href="{url}" class="u-url mention">@<span>{user}</span></a></span>')
    parts.append(escape(text[done:], quote=False))
    return "".join(parts)
