"""Accounts, profiles, relations."""

from __future__ import annotations

from tests.api.endpoints.endpoint import ID, MOMENT, Endpoint, paged
from tests.api.samples import account_json, status_json
from tootui.model.account import Account, Relationship
from tootui.model.lists import UserList
from tootui.model.people import FamiliarFollowers, MutedAccount, Profile, Suggestion
from tootui.model.report import Report
from tootui.model.status import Status
from tootui.model.tags import FeaturedTag, Tag

ACCOUNT = account_json(1)
RELATIONSHIP = {"id": "1", "following": True, "languages": None}
TAG = {"id": "3", "name": "cats", "url": "https://x.example/tags/cats", "following": True, "history": []}
FEATURED = {"id": "9", "name": "cats", "statuses_count": "12", "last_status_at": "2026-08-19"}
PROFILE = {"id": "1", "display_name": "Ada", "note": "I weave.", "formatted_note": "<p>I weave.</p>"}
_ACCOUNTS = "/api/v1/accounts"


def _act(verb: str, wire: str = "") -> Endpoint:
    return Endpoint(
        f"accounts.{verb}", "POST", f"{_ACCOUNTS}/:id/{wire or verb}", Relationship, RELATIONSHIP, args=(ID,)
    )


PEOPLE = [
    Endpoint("accounts.verify_credentials", "GET", f"{_ACCOUNTS}/verify_credentials", Account, ACCOUNT),
    Endpoint(
        "accounts.update_credentials",
        "PATCH",
        f"{_ACCOUNTS}/update_credentials",
        Account,
        ACCOUNT,
        kwargs={
            "display_name": "Ada",
            "note": "",
            "locked": False,
            "attribution_domains": ["a.example"],
            "fields_attributes": [{"name": "Home", "value": "https://a.example"}, {"name": "", "value": ""}],
            "source": {"privacy": "private", "sensitive": True},
        },
        json={
            "display_name": "Ada",
            "note": "",
            "locked": False,
            "attribution_domains": ["a.example"],
            "fields_attributes": [{"name": "Home", "value": "https://a.example"}, {"name": "", "value": ""}],
            "source": {"privacy": "private", "sensitive": True},
        },
    ),
    Endpoint("profile.get", "GET", "/api/v1/profile", Profile, PROFILE),
    Endpoint(
        "profile.update",
        "PATCH",
        "/api/v1/profile",
        Profile,
        PROFILE,
        kwargs={"note": "I weave.", "show_media": True},
        json={"note": "I weave.", "show_media": True},
    ),
    Endpoint("profile.delete_avatar", "DELETE", "/api/v1/profile/avatar", Account, ACCOUNT),
    Endpoint("profile.delete_header", "DELETE", "/api/v1/profile/header", Account, ACCOUNT),
    Endpoint("accounts.get", "GET", f"{_ACCOUNTS}/:id", Account, ACCOUNT, args=(ID,)),
    Endpoint(
        "accounts.several",
        "GET",
        _ACCOUNTS,
        list[Account],
        [ACCOUNT],
        kwargs={"id": ["1", ID]},
        query=[("id[]", "1"), ("id[]", ID)],
    ),
    Endpoint(
        "accounts.lookup",
        "GET",
        f"{_ACCOUNTS}/lookup",
        Account,
        ACCOUNT,
        kwargs={"acct": "ada@a.example"},
        query=[("acct", "ada@a.example")],
    ),
    Endpoint(
        "accounts.search",
        "GET",
        f"{_ACCOUNTS}/search",
        paged(Account),
        [ACCOUNT],
        kwargs={"q": "ada b", "limit": 5, "offset": 10, "resolve": True, "following": False},
        query=[("limit", "5"), ("q", "ada b"), ("offset", "10"), ("resolve", "true"), ("following", "false")],
    ),
    Endpoint(
        "accounts.statuses",
        "GET",
        f"{_ACCOUNTS}/:id/statuses",
        paged(Status),
        [status_json(1)],
        args=(ID,),
        kwargs={"only_media": True, "exclude_direct": True, "tagged": "a&b", "max_id": ID, "limit": 40},
        query=[("max_id", ID), ("limit", "40"), ("only_media", "true"), ("exclude_direct", "true"), ("tagged", "a&b")],
    ),
    Endpoint(
        "accounts.followers",
        "GET",
        f"{_ACCOUNTS}/:id/followers",
        paged(Account),
        [ACCOUNT],
        args=(ID,),
        kwargs={"limit": 80},
        query=[("limit", "80")],
    ),
    Endpoint("accounts.following", "GET", f"{_ACCOUNTS}/:id/following", paged(Account), [ACCOUNT], args=(ID,)),
    Endpoint(
        "accounts.featured_tags", "GET", f"{_ACCOUNTS}/:id/featured_tags", list[FeaturedTag], [FEATURED], args=(ID,)
    ),
    Endpoint("accounts.endorsements", "GET", f"{_ACCOUNTS}/:id/endorsements", paged(Account), [ACCOUNT], args=(ID,)),
    Endpoint(
        "accounts.lists", "GET", f"{_ACCOUNTS}/:id/lists", list[UserList], [{"id": "1", "title": "Cats"}], args=(ID,)
    ),
    Endpoint(
        "accounts.follow",
        "POST",
        f"{_ACCOUNTS}/:id/follow",
        Relationship,
        RELATIONSHIP,
        args=(ID,),
        kwargs={"reblogs": False, "notify": True, "languages": ["de", "en"]},
        json={"reblogs": False, "notify": True, "languages": ["de", "en"]},
    ),
    _act("unfollow"),
    _act("remove_from_followers"),
    _act("block"),
    _act("unblock"),
    Endpoint(
        "accounts.mute",
        "POST",
        f"{_ACCOUNTS}/:id/mute",
        Relationship,
        RELATIONSHIP,
        args=(ID,),
        kwargs={"notifications": False, "duration": 3600},
        json={"notifications": False, "duration": 3600},
    ),
    _act("unmute"),
    _act("endorse"),
    _act("unendorse"),
    Endpoint(
        "accounts.note",
        "POST",
        f"{_ACCOUNTS}/:id/note",
        Relationship,
        RELATIONSHIP,
        args=(ID,),
        kwargs={"comment": "met in Turin"},
        json={"comment": "met in Turin"},
    ),
    Endpoint(
        "accounts.relationships",
        "GET",
        f"{_ACCOUNTS}/relationships",
        list[Relationship],
        [RELATIONSHIP],
        kwargs={"id": ["1", ID], "with_suspended": True},
        query=[("id[]", "1"), ("id[]", ID), ("with_suspended", "true")],
    ),
    Endpoint(
        "accounts.familiar_followers",
        "GET",
        f"{_ACCOUNTS}/familiar_followers",
        list[FamiliarFollowers],
        [{"id": "1", "accounts": [ACCOUNT]}],
        kwargs={"id": ["1"]},
        query=[("id[]", "1")],
    ),
    Endpoint("followed_tags.list", "GET", "/api/v1/followed_tags", paged(Tag), [TAG]),
    Endpoint("endorsements.list", "GET", "/api/v1/endorsements", paged(Account), [ACCOUNT]),
    Endpoint("featured_tags.all", "GET", "/api/v1/featured_tags", list[FeaturedTag], [FEATURED]),
    Endpoint(
        "featured_tags.create",
        "POST",
        "/api/v1/featured_tags",
        FeaturedTag,
        FEATURED,
        kwargs={"name": "cats"},
        json={"name": "cats"},
    ),
    Endpoint("featured_tags.delete", "DELETE", "/api/v1/featured_tags/:id", None, args=(ID,)),
    Endpoint("featured_tags.suggestions", "GET", "/api/v1/featured_tags/suggestions", list[Tag], [TAG]),
    Endpoint("tags.get", "GET", "/api/v1/tags/:name", Tag, TAG, args=(ID,)),
    Endpoint("tags.follow", "POST", "/api/v1/tags/:name/follow", Tag, TAG, args=(ID,)),
    Endpoint("tags.unfollow", "POST", "/api/v1/tags/:name/unfollow", Tag, TAG, args=(ID,)),
    Endpoint("tags.feature_on_profile", "POST", "/api/v1/tags/:name/feature", Tag, TAG, args=(ID,)),
    Endpoint("tags.take_off_profile", "POST", "/api/v1/tags/:name/unfeature", Tag, TAG, args=(ID,)),
    Endpoint(
        "suggestions.all",
        "GET",
        "/api/v2/suggestions",
        list[Suggestion],
        [{"source": "global", "sources": ["featured"], "account": ACCOUNT}],
        kwargs={"limit": 80},
        query=[("limit", "80")],
    ),
    Endpoint("suggestions.all_without_reasons", "GET", "/api/v1/suggestions", list[Account], [ACCOUNT]),
    Endpoint("suggestions.dismiss", "DELETE", "/api/v1/suggestions/:account_id", None, args=(ID,)),
    Endpoint(
        "directory.list",
        "GET",
        "/api/v1/directory",
        paged(Account),
        [ACCOUNT],
        kwargs={"order": "new", "local": True, "limit": 80, "offset": 80},
        query=[("limit", "80"), ("order", "new"), ("local", "true"), ("offset", "80")],
    ),
    Endpoint("blocks.list", "GET", "/api/v1/blocks", paged(Account), [ACCOUNT]),
    Endpoint(
        "mutes.list", "GET", "/api/v1/mutes", paged(MutedAccount), [{**ACCOUNT, "mute_expires_at": MOMENT}, ACCOUNT]
    ),
    Endpoint(
        "domain_blocks.list",
        "GET",
        "/api/v1/domain_blocks",
        paged(str),
        ["a.example"],
        kwargs={"limit": 200},
        query=[("limit", "200")],
    ),
    Endpoint(
        "domain_blocks.add",
        "POST",
        "/api/v1/domain_blocks",
        None,
        kwargs={"domain": "a.example"},
        json={"domain": "a.example"},
    ),
    Endpoint(
        "domain_blocks.remove",
        "DELETE",
        "/api/v1/domain_blocks",
        None,
        kwargs={"domain": "a.example"},
        query=[("domain", "a.example")],
    ),
    Endpoint("follow_requests.list", "GET", "/api/v1/follow_requests", paged(Account), [ACCOUNT]),
    Endpoint(
        "follow_requests.authorize",
        "POST",
        "/api/v1/follow_requests/:account_id/authorize",
        Relationship,
        RELATIONSHIP,
        args=(ID,),
    ),
    Endpoint(
        "follow_requests.reject",
        "POST",
        "/api/v1/follow_requests/:account_id/reject",
        Relationship,
        RELATIONSHIP,
        args=(ID,),
    ),
    Endpoint(
        "reports.create",
        "POST",
        "/api/v1/reports",
        Report,
        {"id": "1", "category": "violation", "comment": "a\nb", "target_account": ACCOUNT, "rule_ids": ["1"]},
        kwargs={"account_id": ID, "status_ids": ["4", "5"], "comment": "a", "forward": False, "rule_ids": ["1"]},
        json={"account_id": ID, "status_ids": ["4", "5"], "comment": "a", "forward": False, "rule_ids": ["1"]},
    ),
]
