"""JSON as Mastodon 4.6 sends it, with every key, so that decoding meets what it meets in life."""

import json
from typing import Any

Json = dict[str, Any]


def account_json(number: int = 1, **changes: Any) -> Json:
    """A whole account as embedded in a status."""
    account: Json = {
        "id": str(109_000_000_000_000_000 + number),
        "username": f"ada{number}",
        "acct": f"ada{number}@analytical.example",
        "display_name": f"Ada Lovelace {number} :engine:",
        "locked": False,
        "bot": False,
        "discoverable": True,
        "indexable": False,
        "group": False,
        "created_at": "2022-11-05T00:00:00.000Z",
        "note": "<p>She weaves algebraic patterns, just as the Jacquard loom weaves flowers and leaves. "
        '<a href="https://analytical.example/tags/loom" class="mention hashtag">#<span>engine</span></a></p>',
        "url": f"https://analytical.example/@ada{number}",
        "uri": f"https://analytical.example/users/ada{number}",
        "avatar": f"https://files.mastodon.example/cache/accounts/avatars/109/000/{number}/original/face.png",
        "avatar_static": f"https://files.mastodon.example/cache/accounts/avatars/109/000/{number}/original/face.png",
        "header": f"https://files.mastodon.example/cache/accounts/headers/109/000/{number}/original/loom.png",
        "header_static": f"https://files.mastodon.example/cache/accounts/headers/109/000/{number}/original/loom.png",
        "followers_count": 1815,
        "following_count": 42,
        "statuses_count": 1843,
        "last_status_at": "2026-08-19",
        "hide_collections": False,
        "emojis": [
            {
                "shortcode": "engine",
                "url": "https://files.mastodon.example/emoji/engine.png",
                "static_url": "https://files.mastodon.example/emoji/engine.png",
                "visible_in_picker": True,
            }
        ],
        "fields": [
            {
                "name": "Home",
                "value": '<a href="https://analytical.example">analytical.example</a>',
                "verified_at": None,
            },
            {"name": "Pronouns", "value": "she/her", "verified_at": None},
        ],
    }
    return account | changes


def status_json(number: int = 1, **changes: Any) -> Json:
    """A whole status; ``number`` makes ids and texts differ."""
    status: Json = {
        "id": str(110_000_000_000_000_000 + number),
        "created_at": "2026-08-19T14:23:45.678Z",
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "public",
        "language": "en",
        "uri": f"https://analytical.example/users/ada/statuses/{number}",
        "url": f"https://analytical.example/@ada/{number}",
        "replies_count": number % 7,
        "reblogs_count": number % 11,
        "favourites_count": number % 31,
        "quotes_count": 0,
        "edited_at": None,
        "favourited": False,
        "reblogged": False,
        "muted": False,
        "bookmarked": False,
        "pinned": False,
        "quote": None,
        "quote_approval": {"automatic": ["public"], "manual": [], "current_user": "automatic"},
        "filtered": [],
        "content": f"<p>Note {number}: the Analytical Engine has no pretensions to originate anything. It can do "
        "whatever we know how to order it to perform. It can follow analysis; but it has no power of anticipating any "
        'analytical relations or truths. <a href="https://analytical.example/tags/computing" class="mention hashtag" '
        'rel="tag">#<span>computing</span></a></p><p>Its province is to assist us in making available what we are '
        'already acquainted with. <span class="h-card" translate="no"><a href="https://mastodon.example/@grace" '
        'class="u-url mention">@<span>grace</span></a></span></p>',
        "reblog": None,
        "account": account_json(number % 12),
        "media_attachments": [],
        "mentions": [
            {"id": "7", "username": "grace", "url": "https://mastodon.example/@grace", "acct": "grace@mastodon.example"}
        ],
        "tags": [{"name": "computing", "url": "https://mastodon.example/tags/computing"}],
        "emojis": [],
        "card": None,
        "poll": None,
        "tagged_collections": [],
    }
    if number % 4 == 0:
        status["media_attachments"] = [media_json(number)]
    if number % 5 == 0:
        status["card"] = card_json()
    return status | changes


def media_json(number: int = 1, **changes: Any) -> Json:
    """A picture with everything Mastodon tells about it."""
    media: Json = {
        "id": str(111_000_000_000_000_000 + number),
        "type": "image",
        "url": f"https://files.mastodon.example/cache/media_attachments/files/{number}/original/card.png",
        "preview_url": f"https://files.mastodon.example/cache/media_attachments/files/{number}/small/card.png",
        "remote_url": f"https://analytical.example/files/{number}/original/card.png",
        "preview_remote_url": None,
        "text_url": None,
        "meta": {
            "original": {"width": 1200, "height": 800, "size": "1200x800", "aspect": 1.5},
            "small": {"width": 588, "height": 392, "size": "588x392", "aspect": 1.5},
            "colors": {"background": "#1d1f21", "foreground": "#ffffff", "accent": "#c6b08a"},
        },
        "description": "A punched card, lit from behind by a low sun, its holes throwing a pattern on a wooden table.",
        "blurhash": "UBL_:rOpGG-;~qRjWBay00ofRjWB9FofWBRj",
    }
    return media | changes


def card_json(**changes: Any) -> Json:
    """A link preview."""
    card: Json = {
        "url": "https://analytical.example/notes/g",
        "title": "Note G: the first program",
        "description": "A diagram for the computation by the Engine of the numbers of Bernoulli.",
        "language": "en",
        "type": "link",
        "author_name": "",
        "author_url": "",
        "provider_name": "Analytical Society",
        "provider_url": "",
        "html": "",
        "width": 1200,
        "height": 630,
        "image": "https://files.mastodon.example/cache/preview_cards/images/1/original/noteg.png",
        "image_description": "",
        "embed_url": "",
        "blurhash": "UBL_:rOpGG-;~qRjWBay00ofRjWB9FofWBRj",
        "published_at": "1843-09-01T00:00:00.000Z",
        "authors": [{"name": "A. A. L.", "url": "", "account": None}],
    }
    return card | changes


def page_json(count: int = 40) -> list[Json]:
    """A home page, newest first, every third post a boost."""
    statuses = []
    for number in range(count, 0, -1):
        status = status_json(number)
        if number % 3 == 0:
            boost = status_json(number + 1000, content="", account=account_json(number + 3))
            status = boost | {"reblog": status}
        statuses.append(status)
    return statuses


def encoded(value: object) -> bytes:
    """As a Rails server writes it: compact, with ``<``, ``>`` and ``&`` escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").encode()
