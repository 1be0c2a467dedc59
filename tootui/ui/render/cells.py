"""Measuring and breaking text in terminal cells.

Widths are those of `rich.cells`, which is what Textual draws by: a joiner swallows the character behind it, a
variation selector may widen the one before. All breaks fall between characters that are drawn on their own, so that the
parts of a line measure the same alone as together.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from rich.cells import cell_len, get_character_cell_size

_JOINER = "\u200d"
_WIDENER = "\ufe0f"
_ADORNED = re.compile("[\u200d\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
"""Joiners, the selector of coloured signs, halves of flags, skin tones, tags."""
_FLAG_LETTERS = {0x1F1E6 + number: chr(ord("A") + number) for number in range(26)}
_NO_LINE_START = frozenset("、。，．！？：；）」』】〉》〕］｝ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々…‥%％")
_NO_LINE_END = frozenset("（「『【〈《〔［｛￥＄")
_COMMON = (range(0x20, 0x7F), range(0xA0, 0x300), range(0x370, 0x483), range(0x2010, 0x2028), range(0x2190, 0x2200))

is_single_width = frozenset([chr(code) for codes in _COMMON for code in codes]).issuperset
"""Whether all characters of a text are among the common ones that take one cell each: the fast way through."""


class _Widths(dict[int, str]):
    """Maps code points to their width as a character, for `str.translate`; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        width = self[code] = chr(get_character_cell_size(chr(code)))
        return width


_WIDTHS = _Widths()


def widths(text: str) -> bytes:
    """The width of every character; those drawn as part of an earlier one have 0."""
    if _JOINER not in text and _WIDENER not in text:
        return text.translate(_WIDTHS).encode("latin-1")
    result = bytearray(text.translate(_WIDTHS), "latin-1")
    base = -1
    is_joined = False
    for index, character in enumerate(text):
        if is_joined:
            result[index] = 0
            is_joined = False
        elif character == _JOINER:
            is_joined = True
        elif character == _WIDENER:
            if base >= 0:
                result[base] += cell_len(text[base] + _WIDENER) - cell_len(text[base])
            base = -1
        elif result[index]:
            base = index
    return bytes(result)


def plain_emoji(text: str) -> str:
    """The same cells without what some terminals draw at another width than measured.

    Of joined emoji the first stays, of flags the letters; skin tones and selectors of coloured signs go. Where these
    would have widened a sign, a space stands behind it, so that nothing else moves.
    """
    if text.isascii() or not _ADORNED.search(text):
        return text
    parts: list[str] = []
    owed = 0
    is_joined = False
    for character, cells in zip(text, widths(text), strict=True):
        if cells and owed:
            parts.append(" " * owed)
            owed = 0
        if is_joined:
            is_joined = False
            if character.isalpha():  # Indic and Arabic letters are joined too: those are not to be lost
                parts += (_JOINER, character)
        elif ord(character) in _FLAG_LETTERS:
            parts.append(_FLAG_LETTERS[ord(character)])
        elif _ADORNED.match(character):
            is_joined = character == _JOINER
            owed += cells
        else:
            parts.append(character)
            if cells:
                owed = cells - get_character_cell_size(character)
    return "".join(parts) + " " * owed


def fit(text: str, cells: int, ellipsis: str = "⋯") -> str:
    """Crop text to at most so many cells; what is cut off is marked by the ellipsis."""
    if len(text) * 2 <= cells or (length := cell_len(text)) <= cells:
        return text
    room = cells - cell_len(ellipsis)
    if room < 0:
        return ellipsis[: max(cells, 0)]
    if length == len(text) and is_single_width(text):
        return text[:room] + ellipsis
    return text[: bisect_right(list(accumulate(widths(text))), room)] + ellipsis


def whole_at(text: str, index: int) -> int:
    """Move an index forward to where the text may be cut without parting a character from what is drawn with it."""
    length = len(text)
    while 0 < index < length and (text[index - 1] == _JOINER or get_character_cell_size(text[index]) == 0):
        index += 1
    return index


def wrap(text: str, width: int) -> list[tuple[int, int, int]]:
    """Break text into lines of at most ``width`` (2 or more) cells.

    Returns:
        Start, end and cells of every line. What lies between the end of a line and the start of the next is a line
        feed, the space the line was broken at, or nothing where a word was cut.
    """
    lines: list[tuple[int, int, int]] = []
    width = max(width, 2)
    base = 0
    for paragraph in text.split("\n"):
        if paragraph.isascii() or is_single_width(paragraph):
            _wrap_narrow(paragraph, width, base, lines)
        else:
            _wrap_mixed(paragraph, width, base, lines)
        base += len(paragraph) + 1
    return lines


def _wrap_narrow(paragraph: str, width: int, base: int, lines: list[tuple[int, int, int]]) -> None:
    length = len(paragraph)
    start = 0
    find_space = paragraph.rfind
    while length - start > width:
        end = find_space(" ", start, start + width + 1)
        if end <= start:
            end = start + width
            lines.append((base + start, base + end, width))
            start = end
        else:
            lines.append((base + start, base + end, end - start))
            start = end + 1
    if start < length or not length:
        lines.append((base + start, base + length, length - start))


def _wrap_mixed(paragraph: str, width: int, base: int, lines: list[tuple[int, int, int]]) -> None:
    each = widths(paragraph)
    upto = list(accumulate(each))
    total = upto[-1]
    length = len(paragraph)
    start = before = 0
    while total - before > width:
        end = _break_before(paragraph, each, start, bisect_right(upto, before + width, start))
        lines.append((base + start, base + end, upto[end - 1] - before))
        start = end + 1 if _is_space(paragraph, each, end) else end
        before = upto[start - 1]
    if start < length:
        lines.append((base + start, base + length, total - before))


def _break_before(paragraph: str, each: bytes, start: int, limit: int) -> int:
    """The best place to end a line of which ``paragraph[start:limit]`` fits: a space, else beside a wide character."""
    if _is_space(paragraph, each, limit):
        return limit
    space = paragraph.rfind(" ", start, limit)
    while space > start and not _is_space(paragraph, each, space):
        space = paragraph.rfind(" ", start, space)
    end = limit
    while end > max(start, space) and not _may_break(paragraph, each, end):
        end -= 1
    if end > max(start, space):
        return end
    return space if space > start else limit


def _is_space(paragraph: str, each: bytes, at: int) -> bool:
    """Whether a space stands there that may be dropped: nothing else is drawn as a part of it."""
    return paragraph[at] == " " and each[at] == 1 and (at + 1 == len(paragraph) or each[at + 1] > 0)


def _may_break(paragraph: str, each: bytes, at: int) -> bool:
    """Whether a line may end before this character: one of its neighbours is wide, and neither forbids it."""
    if not each[at] or not (each[at] == 2 or each[at - 1] == 2):
        return False
    return paragraph[at] not in _NO_LINE_START and paragraph[at - 1] not in _NO_LINE_END
