"""What hangs on a post of the world: media, cards, polls."""

import random
from datetime import datetime, timedelta

from tootui.demo.clock import iso
from tootui.demo.entities import JsonObject, Poll
from tootui.demo.origin import ORIGIN
from tootui.demo.world.script import Line

_BLURHASHES = (
    "LEHV6nWB2yk8pyo0adR*.7kCMdnj",
    "LGF5]+Yk^6#M@-5c,1J5@[or[Q6.",
    "L6PZfSi_.AyE_3t7t7R**0o#DgR4",
    "LKO2?U%2Tw=w]~RBVZRi};RPxuwH",
)
_SHAPES = ((640, 420), (480, 600), (800, 450), (600, 600))
_KINDS = {"image": "image", "gif": "gifv", "video": "video", "audio": "audio", "file": "unknown"}


def media_of(line: Line, rng: random.Random, new_id: str) -> list[JsonObject]:
    """The attachments of a post; `new_id` is what their ids begin with."""
    wanted = [(kind, text) for field, kind in _KINDS.items() for text in line.fields.get(field, [])]
    return [_attachment(kind, text, f"{new_id}{index}", rng) for index, (kind, text) in enumerate(wanted)]


def _attachment(kind: str, description: str, identifier: str, rng: random.Random) -> JsonObject:
    width, height = rng.choice(_SHAPES)
    name = f"{identifier}-{width}x{height}"
    meta: JsonObject = {"original": _size(width, height), "small": _size(width // 2, height // 2)}
    address, preview = f"{ORIGIN}/media/original/{name}.png", f"{ORIGIN}/media/small/{name}.png"
    remote = f"https://cattery.example/files/{identifier}.blend" if kind == "unknown" else None
    if kind == "audio":
        address, meta = f"{ORIGIN}/media/sounds/{identifier}.wav", {"original": {"duration": 3.0, "bitrate": 128_000}}
    elif kind in ("video", "gifv"):
        meta["original"] = {
            **_size(width, height),
            "frame_rate": "30/1",
            "duration": rng.uniform(4, 90),
            "bitrate": 9000,
        }
    return {
        "id": identifier,
        "type": kind,
        "url": None if remote else address,
        "preview_url": None if remote else preview,
        "remote_url": remote,
        "preview_remote_url": None,
        "text_url": None,
        "meta": {} if remote else meta,
        "description": description or None,
        "blurhash": None if kind in ("audio", "unknown") else rng.choice(_BLURHASHES),
    }


def _size(width: int, height: int) -> JsonObject:
    return {"width": width, "height": height, "size": f"{width}x{height}", "aspect": width / height}


def card_of(line: Line, name: str, author_id: str | None) -> JsonObject | None:
    """The link preview of a post: address | title | description | site; `author_id` is who wrote the page."""
    if "card" not in line.fields:
        return None
    address, title, description, site = (part.strip() for part in line.value("card").split("|"))
    return {
        "url": address,
        "title": title,
        "description": description,
        "language": "en",
        "type": "link",
        "authors": [{"account_id": author_id}] if author_id else [],
        "author_name": "",
        "author_url": "",
        "provider_name": site,
        "provider_url": "",
        "html": "",
        "width": 600,
        "height": 315,
        "image": f"{ORIGIN}/media/original/{name}-600x315.png",
        "image_description": "",
        "embed_url": "",
        "blurhash": _BLURHASHES[len(title) % len(_BLURHASHES)],
        "published_at": None,
    }


def poll_of(line: Line, rng: random.Random, posted: datetime, now: datetime, you_id: str) -> Poll | None:
    """The poll of a post; one that is not `closed` stays open for some hours from now."""
    if "poll" not in line.fields:
        return None
    options = [option.strip() for option in line.value("poll").split("|")]
    traits = dict(trait.partition("=")[::2] for trait in line.value("poll-is").replace(";", " ").split())
    ends = posted + timedelta(hours=3) if "closed" in traits else now + timedelta(hours=rng.uniform(3, 60))
    if "closed" in traits and ends >= now:
        ends = now - timedelta(minutes=1)
    own = [int(index) for index in traits["voted"].split(",")] if "voted" in traits else []
    return Poll(
        id="",
        options=options,
        votes=[rng.randrange(2, 90) for _ in options],
        expires_at=iso(ends),
        multiple="multiple" in traits,
        hide_totals="hidden" in traits,
        choices={you_id: own} if own else {},
    )
