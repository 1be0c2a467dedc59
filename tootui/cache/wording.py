"""The words of posts as the full-text index takes them, and what somebody types as a query it understands.

SQLite's ``unicode61`` finds words by the blanks and signs between them. Chinese, Japanese, Korean and Thai run on
without any, so that a whole sentence would be one word. Such runs become overlapping pairs: 東京都 is indexed as
東京, 京都 and a lone 都, and found as 東京 followed by 京都. So every part of two letters is found, and one letter by
the pairs it begins; the lone one is there because with the last letter no pair begins. A word in letters with blanks
around it that touches such a run is a word of its own, found whole or by its first two letters or more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from tootui.model.status import Status
from tootui.text.html import parse

TOKENIZER = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
"""Marks belong to words: without M* the vowels of Thai and of Indian scripts would cut them up."""

_RUN = (
    "["
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e50-\u0e59"  # Thai
    "\u0e81-\u0edf"  # Lao
    "\u1000-\u1049\u1050-\u109f\u1780-\u17d3"  # Burmese, Khmer
    "\u1100-\u11ff\uac00-\ud7ff"  # Hangul
    "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"  # Han
    "\u3041-\u309f\u30a1-\u30fa\u30fc-\u312f\u31f0-\u31ff"  # kana, bopomofo
    "]+"
)
"""Patterns are compiled by their first use: the module is loaded for the first frame, which indexes nothing."""
_PARTS = r'"([^"]*)"?|([^\s"]+)'
_LONGEST_QUERY = 500
"""Characters; SQLite takes only so many terms, and nobody types more."""
_SHORTEST_PREFIX = 2
"""One letter begins so many words that going through all of them would take a while and find nothing of use."""


def words_of(status: Status) -> tuple[str, str]:
    """What a post is found by: its author's names; and its text, warning, descriptions of media, poll and tags."""
    author = status.account
    texts = [status.spoiler_text, parse(status.content).text]
    texts += [media.description for media in status.media_attachments if media.description]
    texts += [option.title for option in status.poll.options] if status.poll is not None else []
    texts += [tag.name for tag in status.tags]
    return _indexed(f"{author.display_name} {author.acct}"), _indexed("\n".join(texts))


def match_expression(typed: str) -> str | None:
    """Make a query of what was typed: all words, "words in quotes" side by side, the last one as far as it goes.

    Nothing in it can be a syntax error or an operator. None where it holds no word at all.
    """
    # What no terminal and no server should send cannot be bound by SQLite, or would end its text.
    text = typed[:_LONGEST_QUERY].encode(errors="ignore").decode().replace("\0", " ")
    parts = [
        (quoted or plain, bool(plain)) for quoted, plain in re.findall(_PARTS, unicodedata.normalize("NFKC", text))
    ]
    parts = [(part, is_plain) for part, is_plain in parts if any(letter.isalnum() for letter in part)]
    phrases = [
        _phrase(part, unfinished=is_plain and number == len(parts)) for number, (part, is_plain) in enumerate(parts, 1)
    ]
    return " AND ".join(phrases) or None


def _phrase(text: str, *, unfinished: bool) -> str:
    """Words that stand side by side, the last of them perhaps only begun."""
    text = text.rstrip()
    words = _in_pairs(text).split()
    ends_in_run = re.fullmatch(_RUN, words[-1]) is not None
    if ends_in_run and len(words) > 1 and words[-2].endswith(words[-1]) and len(words[-2]) == 2:
        words.pop()  # the run may go on in the post
    elif not ends_in_run and len(words[-1]) < _SHORTEST_PREFIX:
        unfinished = False
    star = " *" if unfinished or (ends_in_run and len(words[-1]) == 1) else ""
    return f'"{" ".join(words)}"{star}'


def _indexed(text: str) -> str:
    return text if text.isascii() else _in_pairs(unicodedata.normalize("NFKC", text))


def _in_pairs(text: str) -> str:
    return text if text.isascii() else re.sub(_RUN, lambda run: f" {' '.join(_pairs(run[0]))} ", text)


def _pairs(run: str) -> Iterator[str]:
    yield from (run[at : at + 2] for at in range(len(run) - 1))
    yield run[-1]
