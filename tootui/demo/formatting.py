"""Plain text to the HTML of Mastodon, and its length as Mastodon counts it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from html import escape, unescape

import regex

CHARACTERS_PER_URL = 23

# A link needs a host with a letters-only top level: bare addresses and user:password forms stay text.
_URL = r"https?://(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#][^\s<>\"]*)?(?![\w@:])"
_MENTION = r"(?<![\w/@.])@(?P<user>[A-Za-z0-9_]+(?:[A-Za-z0-9_.-]+[A-Za-z0-9_]+)?)(?:@(?P<host>[\w.-]+\w))?"
_HASHTAG = r"(?<![\w/&#])#(?P<tag>(?=\w*[^\W\d])\w+)"
_TOKEN = re.compile(f"(?P<url>{_URL})|(?P<mention>{_MENTION})|{_HASHTAG}")
_TRAILING = ".,;:!?'\"»”…"


@dataclass
class Formatted:
    """The HTML of a text and whom and what it names."""

    content: str
    mention_ids: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)


def is_hashtag(name: str) -> bool:
    """Whether a word can be a tag: one letter at least, no spaces, no signs."""
    return re.fullmatch(r"(?=\w*[^\W\d])\w+", name) is not None


def trimmed_url(url: str) -> str:
    """A link ends before trailing punctuation and before a bracket that was never opened in it."""
    while url:
        if url[-1] in _TRAILING or (url[-1] == ")" and url.count(")") > url.count("(")):
            url = url[:-1]
        else:
            break
    return url


def _link(url: str) -> str:
    found = re.match(r"https?://(?:www\.)?", url)
    prefix = found.group() if found else ""
    shown, rest = url[len(prefix) : len(prefix) + 30], url[len(prefix) + 30 :]
    css = "ellipsis" if rest else ""
    return (
        f'<a href="{escape(url)}" target="_blank" rel="nofollow noopener" translate="no">'
        f'<span class="invisible">{escape(prefix)}</span><span class="{css}">{escape(shown)}</span>'
        f'<span class="invisible">{escape(rest)}</span></a>'
    )


def format_text(text: str, resolve: Callable[[str], tuple[str, str] | None], origin: str) -> Formatted:
    """Write a plain text as Mastodon does: paragraphs, line breaks, links, mentions and hashtags.

    `resolve` maps `user` or `user@host` to (account id, profile address), or None for somebody unknown.
    """
    result = Formatted("")

    def replace(found: re.Match[str]) -> str:
        if found["url"]:
            url = trimmed_url(found["url"])
            return _link(url) + escape(found["url"][len(url) :], quote=False)
        if found["tag"]:
            tag = found["tag"]
            if tag.lower() not in result.tags:
                result.tags.append(tag.lower())
            return f'<a href="{origin}/tags/{escape(tag)}" class="mention hashtag" rel="tag">#<span>{tag}</span></a>'
        known = resolve(found["mention"][1:])
        if known is None:
            return found["mention"]
        account_id, address = known
        if account_id not in result.mention_ids:
            result.mention_ids.append(account_id)
        return (
            f'<span class="h-card" translate="no"><a href="{escape(address)}" class="u-url mention">'
            f"@<span>{found['user']}</span></a></span>"
        )

    paragraphs = re.split(r"\n{2,}", text.replace("\r\n", "\n").strip("\n"))
    result.content = "".join(f"<p>{_replaced(part, replace)}</p>" for part in paragraphs if part)
    return result


def _replaced(text: str, replace: Callable[[re.Match[str]], str]) -> str:
    pieces: list[str] = []
    end = 0
    for found in _TOKEN.finditer(text):
        pieces += [escape(text[end : found.start()], quote=False), replace(found)]
        end = found.end()
    pieces.append(escape(text[end:], quote=False))
    return "".join(pieces).replace("\n", "<br />")


def plain_text(content: str) -> str:
    """The words of a piece of HTML, roughly: what filters look at and what the demo's web page has as its title."""
    broken = re.sub(r"<br ?/?>|</p>", "\n", content)
    return unescape(re.sub(r"<[^>]+>", "", broken)).strip()


def counted_length(text: str, spoiler_text: str = "") -> int:
    """Grapheme clusters; a link counts 23 and a mention loses its server, in the text only."""

    def shorten(found: re.Match[str]) -> str:
        if found["url"]:
            url = trimmed_url(found["url"])
            return "x" * CHARACTERS_PER_URL + found["url"][len(url) :]
        return f"@{found['user']}" if found["mention"] else found.group()

    return _graphemes(_TOKEN.sub(shorten, text)) + _graphemes(spoiler_text)


def _graphemes(text: str) -> int:
    return len(text) if text.isascii() and "\r" not in text else len(regex.findall(r"\X", text))


_SHORTCODE = re.compile(r":(\w+):")


def shortcodes(texts: Iterable[str]) -> list[str]:
    """Names between colons, in order and each once; which of them exist is for the caller to know."""
    return list(dict.fromkeys(code for text in texts for code in _SHORTCODE.findall(text)))
