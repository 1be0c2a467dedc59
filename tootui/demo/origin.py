"""The address of this server in entities, and the emoji it draws."""

from tootui.demo.entities import JsonObject
from tootui.demo.formatting import shortcodes

ORIGIN = "https://origin.invalid"
"""Stands for this server in every address; the answer replaces it by the address the request came to."""

EMOJI = ("blobcat", "coffee", "floppy", "nautilus", "punchcard", "rubberduck", "tea", "teapot")
"""The custom emoji of this server."""


def custom_emoji(shortcode: str) -> JsonObject:
    """CustomEmoji."""
    address = f"{ORIGIN}/media/emoji/{shortcode}.png"
    return {
        "shortcode": shortcode,
        "url": address,
        "static_url": address,
        "visible_in_picker": True,
        "category": "Workshop",
    }


def emojis_in(*texts: str) -> list[JsonObject]:
    """Those of this server that the texts name."""
    return [custom_emoji(code) for code in shortcodes(texts) if code in EMOJI]
