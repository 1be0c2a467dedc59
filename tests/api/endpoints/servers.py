"""The server about itself, signing in, search, trends, filters."""

from __future__ import annotations

from tests.api.endpoints.endpoint import ID, MOMENT, Endpoint, paged
from tests.api.samples import account_json, card_json, status_json
from tootui.api.oauth import ServerMetadata
from tootui.model.account import CustomEmoji
from tootui.model.announcements import Announcement
from tootui.model.filters import Filter, FilterKeyword, FilterStatus, LegacyFilter
from tootui.model.instance import InstanceInfo, Preferences
from tootui.model.oauth import AccessToken, AppInfo, AppRegistration, UserInfo
from tootui.model.search import Search
from tootui.model.server_texts import (
    DomainBlock,
    ExtendedDescription,
    Language,
    PrivacyPolicy,
    Rule,
    TermsOfService,
    WeekOfActivity,
)
from tootui.model.status import Status
from tootui.model.tags import Tag
from tootui.model.trends import TrendsLink

APP = AppRegistration(client_id="c", client_secret="s", redirect_uris=["http://127.0.0.1/callback"], scopes="read")
HISTORY = [{"day": "1795132800", "uses": "12", "accounts": "7"}]
TAG = {"name": "cats", "url": "https://x.example/tags/cats", "history": HISTORY}
KEYWORD = {"id": "2", "keyword": "spider", "whole_word": True}
CAUGHT = {"id": "3", "status_id": "110"}
FILTER = {"id": "1", "title": "Spiders", "context": ["home"], "keywords": [KEYWORD], "statuses": [CAUGHT]}
LEGACY = {"id": "1", "phrase": "spider", "context": ["home"], "irreversible": False, "whole_word": True}
ANNOUNCEMENT = {
    "id": "8",
    "content": "<p>Cake!</p>",
    "published_at": MOMENT,
    "read": False,
    "reactions": [{"name": "🍰", "count": 3, "me": True}],
}
_INSTANCE, _FILTERS = "/api/v1/instance", "/api/v2/filters"

SERVERS = [
    Endpoint(
        "oauth.register_app",
        "POST",
        "/api/v1/apps",
        AppRegistration,
        {"client_id": "c", "client_secret": "s", "redirect_uris": ["a", "b"]},
        kwargs={"redirect_uris": ["a", "b"], "scopes": "read write"},
        form={
            "client_name": "tootui",
            "redirect_uris": "a\nb",
            "scopes": "read write",
            "website": "https://tootui.example",
        },
    ),
    Endpoint("oauth.verify_app", "GET", "/api/v1/apps/verify_credentials", AppInfo, {"name": "tootui"}),
    Endpoint(
        "oauth.server_metadata",
        "GET",
        "/.well-known/oauth-authorization-server",
        ServerMetadata,
        {"scopes_supported": ["read"]},
    ),
    Endpoint(
        "oauth.exchange_code",
        "POST",
        "/oauth/token",
        AccessToken,
        {"access_token": "t", "created_at": 1_795_221_398_000},
        args=(APP, "code"),
        kwargs={"redirect_uri": "a", "code_verifier": "v"},
        form={
            "grant_type": "authorization_code",
            "code": "code",
            "client_id": "c",
            "client_secret": "s",
            "redirect_uri": "a",
            "code_verifier": "v",
        },
    ),
    Endpoint(
        "oauth.knows_app",
        "POST",
        "/oauth/token",
        bool,
        {"access_token": "t"},
        args=(APP,),
        form={"grant_type": "client_credentials", "client_id": "c", "client_secret": "s", "scope": "read"},
    ),
    Endpoint(
        "oauth.revoke",
        "POST",
        "/oauth/revoke",
        None,
        args=(APP, "t"),
        form={"client_id": "c", "client_secret": "s", "token": "t"},
    ),
    Endpoint("oauth.userinfo", "GET", "/oauth/userinfo", UserInfo, {"sub": "https://x.example/users/ada"}),
    Endpoint("preferences.get", "GET", "/api/v1/preferences", Preferences, {"reading:expand:media": "hide_all"}),
    Endpoint("instance.get", "GET", "/api/v2/instance", InstanceInfo, {"domain": "x.example", "version": "4.6.4"}),
    Endpoint("instance.get", "GET", _INSTANCE, InstanceInfo, {"uri": "x.example", "version": "4.6.4"}),
    Endpoint("instance.software", "GET", "/.well-known/nodeinfo", str, {"links": []}),
    Endpoint("instance.rules", "GET", f"{_INSTANCE}/rules", list[Rule], [{"id": "1", "text": "Be kind."}]),
    Endpoint(
        "instance.extended_description",
        "GET",
        f"{_INSTANCE}/extended_description",
        ExtendedDescription,
        {"updated_at": None, "content": ""},
    ),
    Endpoint(
        "instance.privacy_policy",
        "GET",
        f"{_INSTANCE}/privacy_policy",
        PrivacyPolicy,
        {"updated_at": MOMENT, "content": "<p>None.</p>"},
    ),
    Endpoint(
        "instance.terms_of_service",
        "GET",
        f"{_INSTANCE}/terms_of_service",
        TermsOfService,
        {"effective_date": "2026-08-19", "effective": True, "content": "", "succeeded_by": None},
    ),
    Endpoint(
        "instance.terms_of_service",
        "GET",
        f"{_INSTANCE}/terms_of_service/:date",
        TermsOfService,
        {"content": ""},
        kwargs={"date": ID},
    ),
    Endpoint(
        "instance.domain_blocks",
        "GET",
        f"{_INSTANCE}/domain_blocks",
        list[DomainBlock],
        [{"domain": "b*d.example", "digest": "ab", "severity": "silence", "comment": None}],
    ),
    Endpoint("instance.peers", "GET", f"{_INSTANCE}/peers", list[str], ["a.example"]),
    Endpoint(
        "instance.activity",
        "GET",
        f"{_INSTANCE}/activity",
        list[WeekOfActivity],
        [{"week": "1795132800", "statuses": "12", "logins": "3", "registrations": "0"}],
    ),
    Endpoint("instance.languages", "GET", f"{_INSTANCE}/languages", list[Language], [{"code": "de", "name": "German"}]),
    Endpoint(
        "instance.translation_languages",
        "GET",
        f"{_INSTANCE}/translation_languages",
        dict[str, list[str]],
        {"en": ["de", "fr"]},
    ),
    Endpoint("instance.health", "GET", "/health", bool, {"status": "UP"}),
    Endpoint(
        "custom_emojis.all",
        "GET",
        "/api/v1/custom_emojis",
        list[CustomEmoji],
        [{"shortcode": "cat", "url": "https://x.example/cat.png"}],
    ),
    Endpoint(
        "search.find",
        "GET",
        "/api/v2/search",
        Search,
        {"accounts": [account_json(1)], "statuses": [status_json(1)], "hashtags": [TAG]},
        kwargs={"q": 'from:me "a&b"', "type": "statuses", "resolve": True, "limit": 40, "offset": 40},
        query=[("q", 'from:me "a&b"'), ("type", "statuses"), ("resolve", "true"), ("limit", "40"), ("offset", "40")],
    ),
    Endpoint(
        "trends.tags",
        "GET",
        "/api/v1/trends/tags",
        paged(Tag),
        [TAG],
        kwargs={"limit": 20, "offset": 20},
        query=[("limit", "20"), ("offset", "20")],
    ),
    Endpoint("trends.statuses", "GET", "/api/v1/trends/statuses", paged(Status), [status_json(1)]),
    Endpoint("trends.links", "GET", "/api/v1/trends/links", paged(TrendsLink), [{**card_json(), "history": HISTORY}]),
    Endpoint(
        "announcements.all",
        "GET",
        "/api/v1/announcements",
        list[Announcement],
        [ANNOUNCEMENT],
        kwargs={"with_dismissed": True},
        query=[("with_dismissed", "true")],
    ),
    Endpoint("announcements.dismiss", "POST", "/api/v1/announcements/:id/dismiss", None, args=(ID,)),
    Endpoint("announcements.react", "PUT", "/api/v1/announcements/:id/reactions/:name", None, args=(ID, ID)),
    Endpoint("announcements.unreact", "DELETE", "/api/v1/announcements/:id/reactions/:name", None, args=(ID, ID)),
    Endpoint("filters.all", "GET", _FILTERS, list[Filter], [FILTER]),
    Endpoint(
        "filters.create",
        "POST",
        _FILTERS,
        Filter,
        FILTER,
        kwargs={
            "title": "Spiders",
            "context": ["home", "thread"],
            "filter_action": "hide",
            "expires_in": 3600,
            "keywords_attributes": [{"keyword": "spider", "whole_word": True}, {"keyword": "web"}],
        },
        json={
            "title": "Spiders",
            "context": ["home", "thread"],
            "filter_action": "hide",
            "expires_in": 3600,
            "keywords_attributes": [{"keyword": "spider", "whole_word": True}, {"keyword": "web"}],
        },
    ),
    Endpoint("filters.get", "GET", f"{_FILTERS}/:id", Filter, FILTER, args=(ID,)),
    Endpoint(
        "filters.update",
        "PUT",
        f"{_FILTERS}/:id",
        Filter,
        FILTER,
        args=(ID,),
        kwargs={"keywords_attributes": [{"id": "2", "_destroy": True}, {"keyword": "web"}]},
        json={"keywords_attributes": [{"id": "2", "_destroy": True}, {"keyword": "web"}]},
    ),
    Endpoint("filters.delete", "DELETE", f"{_FILTERS}/:id", None, args=(ID,)),
    Endpoint("filters.keywords", "GET", f"{_FILTERS}/:id/keywords", list[FilterKeyword], [KEYWORD], args=(ID,)),
    Endpoint(
        "filters.add_keyword",
        "POST",
        f"{_FILTERS}/:id/keywords",
        FilterKeyword,
        KEYWORD,
        args=(ID,),
        kwargs={"keyword": "spider", "whole_word": True},
        json={"keyword": "spider", "whole_word": True},
    ),
    Endpoint("filters.keyword", "GET", f"{_FILTERS}/keywords/:id", FilterKeyword, KEYWORD, args=(ID,)),
    Endpoint(
        "filters.update_keyword",
        "PUT",
        f"{_FILTERS}/keywords/:id",
        FilterKeyword,
        KEYWORD,
        args=(ID,),
        kwargs={"keyword": "web"},
        json={"keyword": "web"},
    ),
    Endpoint("filters.delete_keyword", "DELETE", f"{_FILTERS}/keywords/:id", None, args=(ID,)),
    Endpoint("filters.statuses", "GET", f"{_FILTERS}/:id/statuses", list[FilterStatus], [CAUGHT], args=(ID,)),
    Endpoint(
        "filters.add_status",
        "POST",
        f"{_FILTERS}/:id/statuses",
        FilterStatus,
        CAUGHT,
        args=(ID,),
        kwargs={"status_id": "110"},
        json={"status_id": "110"},
    ),
    Endpoint("filters.status", "GET", f"{_FILTERS}/statuses/:id", FilterStatus, CAUGHT, args=(ID,)),
    Endpoint("filters.delete_status", "DELETE", f"{_FILTERS}/statuses/:id", None, args=(ID,)),
    Endpoint("legacy_filters.all", "GET", "/api/v1/filters", list[LegacyFilter], [LEGACY]),
    Endpoint(
        "legacy_filters.create",
        "POST",
        "/api/v1/filters",
        LegacyFilter,
        LEGACY,
        kwargs={"phrase": "spider", "context": ["home"], "whole_word": False},
        json={"phrase": "spider", "context": ["home"], "whole_word": False},
    ),
    Endpoint("legacy_filters.get", "GET", "/api/v1/filters/:id", LegacyFilter, LEGACY, args=(ID,)),
    Endpoint(
        "legacy_filters.update",
        "PUT",
        "/api/v1/filters/:id",
        LegacyFilter,
        LEGACY,
        args=(ID,),
        kwargs={"phrase": "spider", "context": ["home"], "irreversible": True, "expires_in": 60},
        json={"phrase": "spider", "context": ["home"], "irreversible": True, "expires_in": 60},
    ),
    Endpoint("legacy_filters.delete", "DELETE", "/api/v1/filters/:id", None, args=(ID,)),
]
