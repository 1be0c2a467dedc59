"""Addresses of posts and people on servers of the fediverse, as far as one can tell by looking at them. Pure.

Whether there is such a post or person only a server can find out; here is said what is worth asking for. The forms are
those that server software gives its pages.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tootui.text.addresses import host_of
from tootui.text.clean import is_openable

_NAME = r"[\w.~%+-]+"
_SERVER = r"(?:[\w-]+\.)+[\w-]+(?::\d{1,5})?"
_HANDLE = re.compile(rf"(?:@|acct:@?)?({_NAME})@({_SERVER}|localhost(?::\d{{1,5}})?)")
_PAGES = re.compile(
    "|".join(
        (
            rf"/@{_NAME}(?:@{_SERVER})?(?:/(?:statuses/|posts/)?[\w-]+)?",  # Mastodon, Misskey, GoToSocial, Hollo
            rf"/(?:ap/)?users/{_NAME}(?:/statuses/[\w-]+)?",  # Mastodon, Akkoma
            rf"/{_NAME}/p/[\w.]+",  # snac
            rf"/p/{_NAME}/\d+",  # Pixelfed
            r"/(?:notice|objects|notes|display|w|videos/watch)/[\w-]{4,}",  # Akkoma, Misskey, Friendica, PeerTube
            rf"/(?:u|profile|accounts|c)/{_NAME}(?:@{_SERVER})?",  # Lemmy, Friendica, PeerTube
            r"/(?:post|comment)/\d+",  # Lemmy
        )
    )
    + "|"
)
_TAG_PAGE = re.compile(r"/(?:tags?|discover/tags)/([\w·]+)")
"""Mastodon, GoToSocial, Misskey; Akkoma; Pixelfed."""
_NO_FEDIVERSE = frozenset(
    {"youtube.com", "tiktok.com", "medium.com", "twitter.com", "x.com", "instagram.com", "facebook.com", "github.com"}
)
"""Well-known sites whose pages have such addresses and belong to nobody one could follow from here."""
_OWN_PAGE = re.compile(rf"/@{_NAME}(?:@{_SERVER})?/([\w-]+)")


class Handle(NamedTuple):
    """Somebody's full name: ``@user@server``."""

    user: str
    server: str

    def __str__(self) -> str:
        return f"@{self.user}@{self.server}"


def handle_in(text: str) -> Handle | None:
    """Somebody's full name, where the text is nothing else: ``@ada@server.example``, with or without the first sign."""
    found = _HANDLE.fullmatch(text.strip())
    return Handle(found[1], found[2].lower()) if found is not None else None


def is_address(text: str) -> bool:
    """Whether a text is nothing but an address to look up: of a page anywhere, or somebody's full name."""
    text = text.strip()
    return is_openable(text) or handle_in(text) is not None


def may_lead_inside(url: str) -> bool:
    """Whether a page looks like that of a post or a person on some server of the fediverse."""
    if not is_openable(url):
        return False
    host = host_of(url)
    if host.removeprefix("www.").removeprefix("m.") in _NO_FEDIVERSE:
        return False
    path = _path_of(url)
    return bool(path) and _PAGES.fullmatch(path) is not None


def tag_on_page(url: str) -> str | None:
    """The tag whose posts a page shows, if it is one of a server of the fediverse: blogs have such pages as well."""
    found = _TAG_PAGE.fullmatch(unquote(_path_of(url))) if is_openable(url) else None
    return found[1] if found is not None and not found[1].isdigit() else None


def id_on_own_page(url: str, host: str) -> str | None:
    """The id of the post that a page of the reader's own server shows; None where that is no such page.

    Args:
        host: the reader's server.
    """
    if not is_openable(url) or host_of(url) != host.lower():
        return None
    found = _OWN_PAGE.fullmatch(_path_of(url))
    return found[1] if found is not None else None


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/")
    except ValueError:  # such as a bracket without its second
        return ""
