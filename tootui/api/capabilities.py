"""What one server can do: by its own description, by what is known of its software, by what it refused so far."""

from __future__ import annotations

from tootui.api import quirks
from tootui.api.features import Feature
from tootui.api.versions import Number, read_version
from tootui.model.instance import InstanceInfo, Limits

_BY_API_VERSION = {
    Feature.NOTIFICATION_POLICY: 1,
    Feature.SEVERAL_AT_ONCE: 1,
    Feature.UNREAD_COUNT: 1,
    Feature.GROUPED_NOTIFICATIONS: 2,
    Feature.ASYNC_REFRESHES: 3,
    Feature.FEATURING_TAGS: 3,
    Feature.MEDIA_DELETION: 4,
    Feature.BLUR: 5,
    Feature.QUOTES: 7,
    Feature.PROFILE: 8,
}
"""The `api_versions.mastodon` from which on something is there: 1 and 2 are 4.3, 3 to 6 are 4.4, 7 is 4.5, 8 … 4.6.

Servers that tell none are older than 4.3, or others that have none of this.
"""

_BY_VERSION: dict[Feature, Number] = {
    Feature.LISTS: (2, 1, 0),
    Feature.ENDORSEMENTS: (2, 5, 0),
    Feature.CONVERSATIONS: (2, 6, 0),
    Feature.SCHEDULING: (2, 7, 0),
    Feature.POLLS: (2, 8, 0),
    Feature.PREFERENCES: (2, 8, 0),
    Feature.DIRECTORY: (3, 0, 0),
    Feature.FEATURED_TAGS: (3, 0, 0),
    Feature.MARKERS: (3, 0, 0),
    Feature.ANNOUNCEMENTS: (3, 1, 0),
    Feature.BOOKMARKS: (3, 1, 0),
    Feature.ACCOUNT_NOTES: (3, 2, 0),
    Feature.SUGGESTIONS: (3, 4, 0),
    Feature.EDITING: (3, 5, 0),
    Feature.EDIT_HISTORY: (3, 5, 0),
    Feature.FAMILIAR_FOLLOWERS: (3, 5, 0),
    Feature.TRENDS: (3, 5, 0),
    Feature.FILTERS: (4, 0, 0),
    Feature.FOLLOWED_TAGS: (4, 0, 0),
    Feature.TRANSLATION: (4, 0, 0),
}
"""The version of Mastodon that brought something."""

_MASTODONS = ("mastodon", "hometown")
"""Software whose version is that of a Mastodon. Others speak like one of an old number, and have much that is newer."""


class Capabilities:
    """What is known of a server. Nothing is before `learn`: then everything is worth a try."""

    def __init__(self) -> None:
        self._refused: set[Feature] = set()
        self._unreadable: set[Feature] = set()
        self.info: InstanceInfo | None = None
        """The server in brief, as far as it was asked."""

    @property
    def limits(self) -> Limits:
        """What the server accepts; Mastodon's own values until it told."""
        return self.info.limits if self.info is not None else Limits()

    @property
    def software(self) -> str:
        """The software's name in lower case, ``unknown`` until the server told."""
        return self.info.software if self.info is not None else "unknown"

    def learn(self, info: InstanceInfo) -> None:
        """Take over a description of the server, fresh or kept from another day."""
        self.info = info

    def switch_off(self, feature: Feature, *, reads: bool = True) -> None:
        """Remember for this session that the server does not have something.

        Args:
            reads: not even to be looked at, rather than to be changed.
        """
        self._refused.add(feature)
        if reads:
            self._unreadable.add(feature)

    def refused(self, feature: Feature, *, reads: bool = False) -> bool:
        """Whether the server itself said in this session that it does not have something, or (``reads``) shows none."""
        return feature in (self._unreadable if reads else self._refused)

    def offers(self, feature: Feature) -> bool:
        """Whether something is worth offering to the person. What nobody knows is worth a try, but for scheduling:

        a server that does not know it publishes at once. See also `ScheduledStatuses.offered`.
        """
        if feature in self._refused:
            return False
        if self.info is None:
            return feature is not Feature.SCHEDULING
        if feature in quirks.LACKS.get(self.info.software, ()):
            return False
        if feature is Feature.SCHEDULING and self.info.software not in quirks.SCHEDULES:
            return False
        if feature is Feature.STREAMING:
            return self.info.streaming is not None
        if feature is Feature.TRANSLATION and self.info.translation is False:
            return False
        if feature in _BY_API_VERSION:
            return self.info.api_version >= _BY_API_VERSION[feature]
        if self.info.software in _MASTODONS:
            number = read_version(self.info.version).number
            return number is None or number >= _BY_VERSION.get(feature, number)
        return True
