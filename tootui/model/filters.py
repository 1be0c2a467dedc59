"""The reader's filters, and what they found. The server matches, the client applies.

Mastodon before 4.0 and the Pleroma family know the first version only (`LegacyFilter`), which the client matches too.
"""

from tootui.model.base import Entity, Moment, StatusId


class FilterKeyword(Entity, frozen=True, kw_only=True):
    """A word or phrase that a filter looks for; ``whole_word``: only where it is not part of a longer word."""

    id: str
    keyword: str = ""
    whole_word: bool = False


class FilterStatus(Entity, frozen=True, kw_only=True):
    """A single post that a filter catches."""

    id: str
    status_id: StatusId = ""


class Filter(Entity, frozen=True, kw_only=True):
    """A filter: where it holds (``context``) and what it does (``warn``, ``hide``, ``blur``).

    ``keywords`` and ``statuses`` are told when filters are asked for, not with the posts that they matched.
    """

    id: str
    title: str = ""
    context: list[str] = []
    expires_at: Moment | None = None
    filter_action: str = "warn"
    keywords: list[FilterKeyword] = []
    statuses: list[FilterStatus] = []


class FilterResult(Entity, frozen=True, kw_only=True):
    """One filter that matched a post, as the server found."""

    filter: Filter
    keyword_matches: list[str] | None = None
    status_matches: list[str] | None = None


class LegacyFilter(Entity, frozen=True, kw_only=True):
    """A filter of the first version: one phrase; ``irreversible`` means that it hides."""

    id: str
    phrase: str = ""
    context: list[str] = []
    expires_at: Moment | None = None
    irreversible: bool = False
    whole_word: bool = False
