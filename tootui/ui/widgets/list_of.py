"""Which list shows which place."""

from __future__ import annotations

from tootui.model.places import UNSENT, Place
from tootui.service.session import Session
from tootui.ui.look import Look
from tootui.ui.widgets.feed_list import FeedList
from tootui.ui.widgets.place_list import KeyNames, PlaceList


def list_of(place: Place, session: Session, look: Look, key_names: KeyNames) -> PlaceList:
    """Make the list that shows a place. What is not shown at the start is loaded when it is first opened."""
    if place.kind == "thread":
        from tootui.ui.widgets.thread_list import ThreadList

        return ThreadList(session, look, place, key_names)
    if place in (Place.TRENDING_TAGS, Place.TRENDING_LINKS):
        from tootui.ui.widgets.trend_list import TrendList

        return TrendList(session, look, place, key_names)
    if place.kind in ("boosted_by", "favourited_by"):
        from tootui.ui.widgets.people_list import PeopleList

        return PeopleList(session, look, place, key_names)
    if place.kind in ("followers", "following"):
        from tootui.ui.widgets.acquaintance_list import AcquaintanceList

        return AcquaintanceList(session, look, place, key_names)
    if place.kind == "account":
        from tootui.ui.widgets.profile_list import ProfileList

        return ProfileList(session, look, place, key_names)
    if place == Place.DIRECT:
        from tootui.ui.widgets.conversation_list import ConversationList

        return ConversationList(session, look, place, key_names)
    if place.kind == "notifications" or (place.kind == "filtered" and place.argument):
        from tootui.ui.widgets.notification_list import NotificationList

        return NotificationList(session, look, place, key_names)
    if place in UNSENT:
        from tootui.ui.widgets.unsent_list import UnsentList

        return UnsentList(session, look, place, key_names)
    if place == Place.FILTERED:
        from tootui.ui.widgets.held_back_list import HeldBackList

        return HeldBackList(session, look, place, key_names)
    if place == Place.FOLLOW_REQUESTS:
        from tootui.ui.widgets.request_list import FollowRequestList

        return FollowRequestList(session, look, place, key_names)
    if place in (Place.MUTES, Place.BLOCKS):
        from tootui.ui.widgets.shut_out_list import ShutOutList

        return ShutOutList(session, look, place, key_names)
    if place == Place.DOMAIN_BLOCKS:
        from tootui.ui.widgets.shut_out_list import BlockedServerList

        return BlockedServerList(session, look, place, key_names)
    if place == Place.SEARCH:
        from tootui.ui.widgets.recent_list import RecentList

        return RecentList(session, look, place, key_names)
    if place.is_search:
        from tootui.ui.widgets.search_list import SearchList

        return SearchList(session, look, place, key_names)
    return FeedList(session, look, place, key_names)
