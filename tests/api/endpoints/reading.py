"""Timelines, lists, conversations, markers, notifications."""

from __future__ import annotations

from typing import Any

from tests.api.endpoints.endpoint import ID, MOMENT, Endpoint, paged
from tests.api.samples import account_json, status_json
from tootui.model.account import Account
from tootui.model.conversations import Conversation
from tootui.model.grouped_notifications import GroupedNotifications
from tootui.model.lists import UserList
from tootui.model.notification import Marker, Notification
from tootui.model.notification_policy import LegacyNotificationPolicy, NotificationPolicy, NotificationRequest
from tootui.model.status import Status

STATUS = status_json(1)
LIST = {"id": "12", "title": "Cats", "replies_policy": "list", "exclusive": False}
CONVERSATION = {"id": "5", "unread": True, "accounts": [account_json(1)], "last_status": None}
NOTIFICATION = {"id": "34", "type": "mention", "created_at": MOMENT, "account": account_json(1), "status": STATUS}
POLICY = {"for_not_following": "filter", "for_bots": "drop", "summary": {"pending_requests_count": 2}}
LEGACY_POLICY = {"filter_not_following": True, "filter_new_accounts": False}
REQUEST = {"id": "6", "account": account_json(1), "notifications_count": "3", "last_status": None}
GROUPS = {
    "accounts": [account_json(1)],
    "statuses": [STATUS],
    "notification_groups": [
        {
            "group_key": "favourite-1-2",
            "type": "favourite",
            "notifications_count": 3,
            "most_recent_notification_id": 34,
            "page_min_id": "31",
            "page_max_id": "34",
            "latest_page_notification_at": MOMENT,
            "sample_account_ids": [account_json(1)["id"]],
            "status_id": STATUS["id"],
        }
    ],
}
_V1, _V2 = "/api/v1/notifications", "/api/v2/notifications"


def _timeline(name: str, path: str, *args: str, query: list[tuple[str, str]] | None = None, **kwargs: Any) -> Endpoint:
    return Endpoint(
        f"timelines.{name}",
        "GET",
        f"/api/v1/timelines/{path}",
        paged(Status),
        [STATUS],
        args=args,
        kwargs=kwargs,
        query=query or [],
    )


READING = [
    _timeline(
        "home",
        "home",
        query=[("max_id", "9"), ("since_id", "5"), ("min_id", "4"), ("limit", "40")],
        max_id="9",
        since_id="5",
        min_id="4",
        limit=40,
    ),
    _timeline(
        "public",
        "public",
        query=[("limit", "20"), ("remote", "true"), ("only_media", "false")],
        limit=20,
        remote=True,
        only_media=False,
    ),
    _timeline(
        "tag",
        "tag/:hashtag",
        ID,
        query=[("any[]", "dogs"), ("any[]", "b&w"), ("none[]", "spam"), ("local", "true")],
        any=["dogs", "b&w"],
        none=["spam"],
        local=True,
    ),
    _timeline("list", "list/:list_id", ID),
    _timeline("link", "link", query=[("url", "https://a.example/?b=c")], url="https://a.example/?b=c"),
    _timeline("direct", "direct"),
    Endpoint("conversations.list", "GET", "/api/v1/conversations", paged(Conversation), [CONVERSATION]),
    Endpoint("conversations.read", "POST", "/api/v1/conversations/:id/read", Conversation, CONVERSATION, args=(ID,)),
    Endpoint(
        "conversations.unread", "POST", "/api/v1/conversations/:id/unread", Conversation, CONVERSATION, args=(ID,)
    ),
    Endpoint("conversations.delete", "DELETE", "/api/v1/conversations/:id", None, args=(ID,)),
    Endpoint("lists.all", "GET", "/api/v1/lists", list[UserList], [LIST]),
    Endpoint(
        "lists.create",
        "POST",
        "/api/v1/lists",
        UserList,
        LIST,
        kwargs={"title": "Cats", "replies_policy": "none", "exclusive": True},
        json={"title": "Cats", "replies_policy": "none", "exclusive": True},
    ),
    Endpoint("lists.get", "GET", "/api/v1/lists/:id", UserList, LIST, args=(ID,)),
    Endpoint(
        "lists.update",
        "PUT",
        "/api/v1/lists/:id",
        UserList,
        LIST,
        args=(ID,),
        kwargs={"exclusive": False},
        json={"exclusive": False},
    ),
    Endpoint("lists.delete", "DELETE", "/api/v1/lists/:id", None, args=(ID,)),
    Endpoint(
        "lists.accounts",
        "GET",
        "/api/v1/lists/:id/accounts",
        paged(Account),
        [account_json(1)],
        args=(ID,),
        kwargs={"limit": 0},
        query=[("limit", "0")],
    ),
    Endpoint(
        "lists.add_accounts",
        "POST",
        "/api/v1/lists/:id/accounts",
        None,
        args=(ID,),
        kwargs={"account_ids": ["1", "2"]},
        json={"account_ids": ["1", "2"]},
    ),
    Endpoint(
        "lists.remove_accounts",
        "DELETE",
        "/api/v1/lists/:id/accounts",
        None,
        args=(ID,),
        kwargs={"account_ids": ["1", ID]},
        query=[("account_ids[]", "1"), ("account_ids[]", ID)],
    ),
    Endpoint(
        "markers.get",
        "GET",
        "/api/v1/markers",
        dict[str, Marker],
        {"home": {"last_read_id": "1", "version": 2, "updated_at": MOMENT}},
        query=[("timeline[]", "home"), ("timeline[]", "notifications")],
    ),
    Endpoint(
        "markers.save",
        "POST",
        "/api/v1/markers",
        dict[str, Marker],
        {"notifications": {"last_read_id": ID}},
        args=("notifications",),
        kwargs={"last_read_id": ID},
        json={"notifications": {"last_read_id": ID}},
    ),
    Endpoint(
        "notifications.list",
        "GET",
        _V1,
        paged(Notification),
        [NOTIFICATION],
        kwargs={"types": ["mention", "poll"], "account_id": "1", "include_filtered": True, "max_id": ID},
        query=[
            ("max_id", ID),
            ("types[]", "mention"),
            ("types[]", "poll"),
            ("account_id", "1"),
            ("include_filtered", "true"),
        ],
    ),
    Endpoint("notifications.get", "GET", f"{_V1}/:id", Notification, NOTIFICATION, args=(ID,)),
    Endpoint("notifications.dismiss", "POST", f"{_V1}/:id/dismiss", None, args=(ID,)),
    Endpoint("notifications.clear", "POST", f"{_V1}/clear", None),
    Endpoint(
        "notifications.unread_count",
        "GET",
        f"{_V1}/unread_count",
        int,
        {"count": 7},
        kwargs={"limit": 1000, "exclude_types": ["follow"]},
        query=[("limit", "1000"), ("exclude_types[]", "follow")],
    ),
    Endpoint(
        "grouped_notifications.list",
        "GET",
        _V2,
        GroupedNotifications,
        GROUPS,
        kwargs={"grouped_types": ["favourite"], "expand_accounts": "partial_avatars", "limit": 80},
        query=[("grouped_types[]", "favourite"), ("expand_accounts", "partial_avatars"), ("limit", "80")],
    ),
    Endpoint("grouped_notifications.get", "GET", f"{_V2}/:group_key", GroupedNotifications, GROUPS, args=(ID,)),
    Endpoint(
        "grouped_notifications.accounts",
        "GET",
        f"{_V2}/:group_key/accounts",
        paged(Account),
        [account_json(1)],
        args=(ID,),
    ),
    Endpoint("grouped_notifications.dismiss", "POST", f"{_V2}/:group_key/dismiss", None, args=(ID,)),
    Endpoint(
        "grouped_notifications.unread_count",
        "GET",
        f"{_V2}/unread_count",
        int,
        {"count": 0},
        kwargs={"grouped_types": ["follow"]},
        query=[("grouped_types[]", "follow")],
    ),
    Endpoint("notification_policy.get", "GET", f"{_V2}/policy", NotificationPolicy, POLICY),
    Endpoint(
        "notification_policy.update",
        "PATCH",
        f"{_V2}/policy",
        NotificationPolicy,
        POLICY,
        kwargs={"for_bots": "drop", "for_new_accounts": "accept"},
        json={"for_bots": "drop", "for_new_accounts": "accept"},
    ),
    Endpoint("legacy_notification_policy.get", "GET", f"{_V1}/policy", LegacyNotificationPolicy, LEGACY_POLICY),
    Endpoint(
        "legacy_notification_policy.update",
        "PATCH",
        f"{_V1}/policy",
        LegacyNotificationPolicy,
        LEGACY_POLICY,
        kwargs={"filter_new_accounts": False},
        json={"filter_new_accounts": False},
    ),
    Endpoint("notification_requests.list", "GET", f"{_V1}/requests", paged(NotificationRequest), [REQUEST]),
    Endpoint("notification_requests.get", "GET", f"{_V1}/requests/:id", NotificationRequest, REQUEST, args=(ID,)),
    Endpoint("notification_requests.accept", "POST", f"{_V1}/requests/:id/accept", None, args=(ID,)),
    Endpoint("notification_requests.dismiss", "POST", f"{_V1}/requests/:id/dismiss", None, args=(ID,)),
    Endpoint(
        "notification_requests.accept_several",
        "POST",
        f"{_V1}/requests/accept",
        None,
        kwargs={"id": ["1", "2"]},
        json={"id": ["1", "2"]},
    ),
    Endpoint(
        "notification_requests.dismiss_several",
        "POST",
        f"{_V1}/requests/dismiss",
        None,
        kwargs={"id": ["1"]},
        json={"id": ["1"]},
    ),
    Endpoint("notification_requests.merged", "GET", f"{_V1}/requests/merged", bool, {"merged": True}),
]
