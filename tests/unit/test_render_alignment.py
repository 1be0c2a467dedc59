"""On a terminal that counts every character by itself, the right-hand column stays where it is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pyte import Screen, Stream
from rich.cells import cell_len
from wcwidth import wcwidth

from tests.support.drawn import NOW, person, post
from tootui.config.themes import load_theme
from tootui.model.status import MediaAttachment, Quote, Status
from tootui.ui.render.cells import plain_emoji
from tootui.ui.render.context import PostView, RenderContext
from tootui.ui.render.glyphs import ASCII, UNICODE, Glyphs
from tootui.ui.render.post import render_post
from tootui.ui.render.styles import StyleTable
from tootui.ui.widgets.timeline_strips import RowStrips

SCRIPTS = {
    "Latin": "Grüße aus Łódź, nghĩa là gì?",
    "Greek": "Καλημέρα κόσμε",
    "Cyrillic": "Привет, как дела?",
    "Armenian": "Բարեւ աշխարհ",
    "Georgian": "გამარჯობა მსოფლიო",
    "Hebrew": "שָׁלוֹם עוֹלָם",
    "Arabic": "مَرْحَبًا بالعالم، كيف حالك؟",
    "Persian": "سلام دنیا، می\u200cخواهم",
    "Syriac": "ܫܠܡܐ ܥܠܡܐ",
    "Thaana": "ހެލޯ ދުނިޔެ",
    "Devanagari": "नमस्ते दुनिया, क्षितिज",
    "Bengali": "ওহে বিশ্ব, কেমন আছো",
    "Gurmukhi": "ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ ਦੁਨੀਆ",
    "Gujarati": "નમસ્તે દુનિયા",
    "Tamil": "வணக்கம் உலகம், கொஞ்சம்",
    "Telugu": "నమస్కారం ప్రపంచం",
    "Kannada": "ನಮಸ್ಕಾರ ಪ್ರಪಂಚ",
    "Malayalam": "നമസ്കാരം ലോകം",
    "Sinhala": "ආයුබෝවන් ලෝකය",
    "Thai": "สวัสดีชาวโลก น้ำใจ",
    "Lao": "ສະບາຍດີຊາວໂລກ",
    "Tibetan": "བཀྲ་ཤིས་བདེ་ལེགས།",
    "Myanmar": "မင်္ဂလာပါ ကမ္ဘာကြီး",
    "Khmer": "សួស្តី\u200bពិភពលោក",
    "Mongolian": "ᠰᠠᠢᠨ ᠪᠠᠢᠨ᠎ᠠ",
    "Ethiopic": "ሰላም ልዑል",
    "Cherokee": "ᎣᏏᏲ ᎡᎶᎯ",
    "Han": "你好，世界。今天天气很好。",
    "Kana": "こんにちは、ｶﾞﾊﾟ世界",
    "Hangul": "안녕하세요 세계 \u1112\u1161\u11ab",
    "mathematical": "𝕳𝖊𝖑𝖑𝖔 𝓦𝓸𝓻𝓵𝓭",
    "zalgo": "Z̸̡̛̤͉̘͎̳̈́̍͗a̵̢͚̦̅l̷̬̈́̍g̸̫̈́o̴̟͐" + "\u0301" * 40,
    "marks of direction": "\u202eabc\u202c \u200fab\u200e \u2067x\u2069",
}
EMOJI = {
    "joined": "👩\u200d👩\u200d👧\u200d👦 and 👩🏽\u200d🚀",
    "selectors": "☀\ufe0f ❤\ufe0f ©\ufe0f ☎\ufe0e",
    "flags": "🇩🇪🇯🇵 🏳\ufe0f\u200d🌈 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f 🇩",
    "keycaps": "1\ufe0f\u20e3 #\ufe0f\u20e3",
    "skin tones": "👍🏽 ☝🏿 🏽",
}
GLYPHS = {"unicode": UNICODE, "ascii": ASCII}
STYLES = StyleTable.from_theme(load_theme("dark"))
WIDTH = 60
RIGHT_COLUMN = ["  2h", "s it", "  3d"]
"""The ends of the lines of author, warning and quoted author."""


class PlainTerminal(Screen):
    """Draws character by character as `wcwidth` measures them, as terminals without grapheme clusters do.

    pyte gives up on the rest of a text at a character of no width that is no combining one; those are left out here.
    """

    def draw(self, data: str) -> None:
        super().draw("".join(character for character in data if wcwidth(character) > 0))


@pytest.mark.parametrize("glyphs", GLYPHS)
@pytest.mark.parametrize("name", SCRIPTS)
def test_scripts_leave_the_right_column_where_it_is(name: str, glyphs: str) -> None:
    rows = on_terminal(post_in(SCRIPTS[name]), GLYPHS[glyphs])
    assert [row[-4:] for row in rows if row[-4:] in RIGHT_COLUMN] == RIGHT_COLUMN


@pytest.mark.parametrize("glyphs", GLYPHS)
@pytest.mark.parametrize("name", EMOJI)
def test_plain_emoji_leave_the_right_column_where_it_is(name: str, glyphs: str) -> None:
    rows = on_terminal(post_in(EMOJI[name]), GLYPHS[glyphs], plain=True)
    assert [row[-4:] for row in rows if row[-4:] in RIGHT_COLUMN] == RIGHT_COLUMN


@pytest.mark.parametrize("text", [*SCRIPTS.values(), *EMOJI.values()], ids=[*SCRIPTS, *EMOJI])
def test_plain_text_is_as_wide_as_its_characters_are_together(text: str) -> None:
    plain = plain_emoji(text)
    assert cell_len(plain) == cell_len(text)
    assert sum(max(wcwidth(character), 0) for character in plain) == cell_len(plain)


def post_in(text: str) -> Status:
    """A post that shows a text wherever there is something at its right."""
    quoted = post("q", f"<p>{text}</p>", by=person(text, "q@somewhere.example"), minutes=3 * 24 * 60)
    status = post(content=f"<p>{text}</p>", by=person(text, "p@somewhere.example"))
    media = [MediaAttachment(id="1", type="image", description=text * 5)]
    return replace(status, spoiler_text=text, quote=Quote(quoted_status=quoted), media_attachments=media)


def on_terminal(status: Status, glyphs: Glyphs, *, plain: bool = False) -> list[str]:
    """The rows of a post as a terminal shows them, each ``WIDTH`` cells wide less the margin."""
    ctx = RenderContext(now=NOW, glyphs=glyphs)
    view = PostView.of(status, revealed=True)
    strips = RowStrips[str](
        lambda key, width: render_post(view, width, ctx), STYLES, glyphs, plain_emoji if plain else str
    )
    strips.set_width(WIDTH)
    drawn = strips.strips_of("post", selected=True)
    screen = PlainTerminal(WIDTH, len(drawn))
    stream = Stream(screen)
    for number, strip in enumerate(drawn, 1):
        stream.feed(f"\x1b[{number};1H{strip.text}")
    cells = [[screen.buffer[y][x].data for x in range(WIDTH - 1)] for y in range(len(drawn))]
    # The second half of a wide character holds nothing: a blank keeps the columns countable.
    return ["".join(cell[:1] or " " for cell in row) for row in cells]
