"""What comes to the reader in person: notifications, direct messages, and what was held back of them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tootui.model.places import Place
    from tootui.service.feed_parts import FeedServices
    from tootui.service.follow_requests import FollowRequests
    from tootui.service.held_back import HeldBack
    from tootui.service.policy import Policy
    from tootui.service.remote import Remote
    from tootui.service.session import Session
    from tootui.service.shut_out import BlockedServers, ShutOutPeople


class News:
    """Makes each list once, when it is first needed; the first frame does without."""

    def __init__(self, session: Session, remote: Remote, services: FeedServices) -> None:
        self._session = session
        self._remote = remote
        self._services = services

    # What waits for the reader's word

    @cached_property
    def follow_requests(self) -> FollowRequests:
        """Who asks to follow the reader."""
        from tootui.service.follow_requests import FollowRequests

        return FollowRequests(self._remote, self._services, lambda: self._session.me)

    @cached_property
    def held_back(self) -> HeldBack:
        """Whose notifications are held back."""
        from tootui.api.features import Feature
        from tootui.service.held_back import HeldBack

        offers = self._session.offers
        return HeldBack(self._remote, self._services, lambda: offers(Feature.NOTIFICATION_POLICY))

    @cached_property
    def policy(self) -> Policy:
        """Whose notifications are held back from now on."""
        from tootui.service.policy import Policy

        return Policy(self._remote, self._services, self.held_back.counted)

    def shut_out(self, place: Place) -> ShutOutPeople:
        """The people of `Place.MUTES` or `Place.BLOCKS`; the same object each time."""
        return self._muted if place.kind == "mutes" else self._blocked

    @cached_property
    def _muted(self) -> ShutOutPeople:
        from tootui.model.places import Place
        from tootui.service.shut_out import ShutOutPeople

        return ShutOutPeople(Place.MUTES, self._remote, self._services)

    @cached_property
    def _blocked(self) -> ShutOutPeople:
        from tootui.model.places import Place
        from tootui.service.shut_out import ShutOutPeople

        return ShutOutPeople(Place.BLOCKS, self._remote, self._services)

    @cached_property
    def blocked_servers(self) -> BlockedServers:
        """Servers of which the reader sees nothing."""
        from tootui.service.shut_out import BlockedServers

        return BlockedServers(self._remote, self._services)
