"""The server about itself: instance v2 and v1, nodeinfo, custom emoji."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tootui.demo.context import VERSION, answer, demo_of, own_address
from tootui.demo.entities import JsonObject
from tootui.demo.formatting import CHARACTERS_PER_URL
from tootui.demo.origin import EMOJI, ORIGIN, custom_emoji

MAX_CHARACTERS = 500
DESCRIPTION = "A small world that lives on this machine alone. Nothing you do here leaves it."

_IMAGES = ["image/jpeg", "image/png", "image/gif", "image/webp"]
_CONFIGURATION: JsonObject = {
    "accounts": {
        "max_display_name_length": 40,
        "max_featured_tags": 10,
        "max_note_length": 500,
        "max_pinned_statuses": 5,
        "max_profile_fields": 4,
        "profile_field_name_limit": 255,
        "profile_field_value_limit": 255,
    },
    "statuses": {
        "max_characters": MAX_CHARACTERS,
        "max_media_attachments": 4,
        "characters_reserved_per_url": CHARACTERS_PER_URL,
    },
    "media_attachments": {
        "description_limit": 10_000,
        "supported_mime_types": _IMAGES,
        "image_size_limit": 16_777_216,
        "image_matrix_limit": 33_177_600,
        "video_size_limit": 103_809_024,
        "video_matrix_limit": 8_294_400,
        "video_frame_rate_limit": 120,
    },
    "polls": {
        "max_options": 4,
        "max_characters_per_option": 50,
        "min_expiration": 300,
        "max_expiration": 2_629_746,
    },
}
_RULES: list[JsonObject] = [
    {"id": "1", "text": "Be kind to people and to machines.", "hint": "In this order."},
    {"id": "2", "text": "No spoilers for chapter 4 without a warning.", "hint": ""},
]


def _streaming_address(request: Request) -> str:
    return own_address(request).replace("http", "ws", 1)


async def instance_v2(request: Request) -> Response:
    demo = demo_of(request)
    access = demo.switches.access
    moderator = demo.state.account_by_acct("ada")
    payload: JsonObject = {
        "domain": demo.options.domain,
        "title": demo.options.title,
        "version": VERSION,
        "source_url": "https://github.com/mastodon/mastodon",
        "description": DESCRIPTION,
        "usage": {"users": {"active_month": len(demo.state.local_accounts())}},
        "thumbnail": {"url": f"{ORIGIN}/media/headers/workshop.png"},
        "icon": [],
        "languages": ["en"],
        "configuration": {
            **_CONFIGURATION,
            "urls": {
                **({"streaming": _streaming_address(request)} if demo.options.streaming else {}),
                "status": None,
                "about": f"{ORIGIN}/",
                "privacy_policy": None,
                "terms_of_service": None,
            },
            "vapid": {"public_key": ""},
            "translation": {"enabled": demo.switches.translation != "off"},
            "timelines_access": {
                "live_feeds": {"local": access("local"), "remote": access("remote")},
                "hashtag_feeds": {"local": access("hashtag"), "remote": access("hashtag")},
                "trending_link_feeds": {"local": access("link"), "remote": access("link")},
            },
            "limited_federation": False,
        },
        "registrations": {"enabled": False, "approval_required": False, "message": None, "url": None, "min_age": None},
        "contact": {
            "email": f"ada@{demo.options.domain}",
            "account": demo.wire.account(moderator) if moderator else None,
        },
        "rules": _RULES,
        "api_versions": {"mastodon": 11},
    }
    return answer(request, payload)


async def instance_v1(request: Request) -> Response:
    demo = demo_of(request)
    moderator = demo.state.account_by_acct("ada")
    domains = {account.domain for account in demo.state.accounts.values()}
    payload: JsonObject = {
        "uri": demo.options.domain,
        "title": demo.options.title,
        "short_description": DESCRIPTION,
        "description": DESCRIPTION,
        "email": f"ada@{demo.options.domain}",
        "version": VERSION,
        "urls": {"streaming_api": _streaming_address(request)} if demo.options.streaming else {},
        "stats": {
            "user_count": len(demo.state.local_accounts()),
            "status_count": len(demo.state.statuses),
            "domain_count": len(domains),
        },
        "thumbnail": f"{ORIGIN}/media/headers/workshop.png",
        "languages": ["en"],
        "registrations": False,
        "approval_required": False,
        "invites_enabled": False,
        "configuration": _CONFIGURATION,
        "contact_account": demo.wire.account(moderator) if moderator else None,
        "rules": _RULES,
    }
    return answer(request, payload, headers={"Deprecation": "@1668384000"})


async def rules(request: Request) -> Response:
    return answer(request, _RULES)


async def peers(request: Request) -> Response:
    return answer(request, sorted({one.domain for one in demo_of(request).state.accounts.values() if one.domain}))


async def extended_description(request: Request) -> Response:
    content = f"<p>{DESCRIPTION}</p><p>Please wipe the benches.</p>"
    return answer(request, {"updated_at": None, "content": content})


async def blocked_domains(request: Request) -> Response:
    """Servers that this one keeps away from."""
    digest = "9f2a4c1e5b8d7f6031a2b4c6d8e0f1a3c5b7d9e1f3a5c7b9d1e3f5a7c9b1d3e5"
    row = {"domain": "sp**.example", "digest": digest, "severity": "silence", "comment": "Sells wire."}
    return answer(request, [row])


async def custom_emojis(request: Request) -> Response:
    return answer(request, [custom_emoji(shortcode) for shortcode in EMOJI])


async def nodeinfo_links(request: Request) -> Response:
    schema = "http://nodeinfo.diaspora.software/ns/schema/2.0"
    return answer(request, {"links": [{"rel": schema, "href": f"{ORIGIN}/nodeinfo/2.0"}]})


async def nodeinfo(request: Request) -> Response:
    demo = demo_of(request)
    state = demo.state
    users = len(state.local_accounts())
    payload = {
        "version": "2.0",
        "software": {"name": "mastodon", "version": VERSION},
        "protocols": ["activitypub"],
        "services": {"outbound": [], "inbound": []},
        "usage": {
            "users": {"total": users, "activeMonth": users, "activeHalfyear": users},
            "localPosts": sum(not state.accounts[status.account_id].domain for status in state.order),
        },
        "openRegistrations": False,
        "metadata": {"nodeName": demo.options.title, "nodeDescription": DESCRIPTION},
    }
    return answer(request, payload)


ROUTES = [
    Route("/api/v2/instance", instance_v2),
    Route("/api/v1/instance", instance_v1),
    Route("/api/v1/instance/rules", rules),
    Route("/api/v1/instance/peers", peers),
    Route("/api/v1/instance/extended_description", extended_description),
    Route("/api/v1/instance/domain_blocks", blocked_domains),
    Route("/api/v1/custom_emojis", custom_emojis),
    Route("/.well-known/nodeinfo", nodeinfo_links),
    Route("/nodeinfo/2.0", nodeinfo),
]
