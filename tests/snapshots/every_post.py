"""Every kind of post there is, as rows of one timeline."""

from __future__ import annotations

from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from tests.support.drawn import ADA, ALAN, GRACE, NOW, boost, hashtag, mention, mention_of, person, post, uncounted
from tootui.model.account import Account, CustomEmoji
from tootui.model.media import MediaMeta, MediaSize
from tootui.model.status import (
    Application,
    CardAuthor,
    MediaAttachment,
    Mention,
    Poll,
    PollOption,
    PreviewCard,
    Quote,
    Status,
    StatusTag,
)
from tootui.model.translation import TranslatedAttachment, Translation
from tootui.ui.render.context import Cover, PollChoice, PostView

COMET = person("Comet watch :comet:", "comet@sky.example", bot=True)
MIRA = person("Mira ☀️ 北村", "mira@hoshi.example")


class Branch(Struct, frozen=True):
    """A row of a thread, as the service describes it."""

    depth: int
    guides: tuple[bool, ...] = ()
    last: bool = True
    role: str = "reply"


def tags(*names: str) -> list[StatusTag]:
    return [StatusTag(name=name) for name in names]


def image(number: int, description: str | None, *, width: int = 1600, height: int = 1200) -> MediaAttachment:
    size = MediaSize(width=width, height=height)
    return MediaAttachment(
        id=str(number),
        type="image",
        url=f"https://media.example/{number}.jpg",
        description=description,
        meta=MediaMeta(original=size),
    )


VIDEO = MediaAttachment(
    id="9",
    type="video",
    url="https://media.example/9.mp4",
    description="The mill turning, seen from the gallery. No speech; gears and belts.",
    meta=MediaMeta(original=MediaSize(width=1280, height=720, duration=134.2)),
)
SOUND = MediaAttachment(
    id="8", type="audio", url="https://media.example/8.ogg", meta=MediaMeta(original=MediaSize(duration=3723))
)
CARD = PreviewCard(
    url="https://www.royal.example/papers/1936/computable",
    title="On Computable Numbers, with an Application to the Entscheidungsproblem",
    description="The computable numbers may be described briefly as the real numbers whose expressions as a decimal"
    " are calculable by finite means.",
    provider_name="Royal Example",
    authors=[CardAuthor(name="A. M. Turing")],
)


def poll(
    *answers: tuple[str, int | None], multiple: bool = False, own: tuple[int, ...] = (), hours: float = 30
) -> Poll:
    counts = [count or 0 for _, count in answers]
    return Poll(
        id="p",
        options=[PollOption(title=title, votes_count=count) for title, count in answers],
        votes_count=sum(counts),
        voters_count=max(sum(counts) - 40 * multiple, 1),
        multiple=multiple,
        own_votes=list(own),
        voted=bool(own),
        expires_at=NOW + timedelta(hours=hours),
        expired=hours < 0,
    )


COMETS = (("1P/Halley", 412), ("67P, the one that looks very much like a rubber duck in a bath", 655), ("None", 0))


def say(content: str, *, by: Account = ADA, minutes: int = 120, counts: tuple[int, int, int] = (4, 12, 30)) -> Status:
    replies, boosts, favourites = counts
    return post(content=content, by=by, minutes=minutes, replies=replies, boosts=boosts, favourites=favourites)


def ordinary() -> dict[str, PostView]:
    """What a timeline is made of."""
    loom = say(
        f"<p>{mention(GRACE)} The Analytical Engine weaves algebraic patterns just as the Jacquard loom weaves flowers"
        " and leaves. More at <a href='https://engine.example/notes'>engine.example/notes</a></p>"
        f"<p>{hashtag('computing')} {hashtag('looms')}</p>"
    )
    loom = replace(loom, mentions=[mention_of(GRACE)], tags=tags("computing", "looms", "history"))
    pictures = replace(
        say("<p>Two cards from the archive, and the mill at work.</p>", counts=(0, 1234, 98_765)),
        edited_at=NOW,
        favourited=True,
        bookmarked=True,
        media_attachments=[
            image(1, "A punched card, lit from behind so that the holes shine; somebody wrote a date on it in pencil"),
            image(2, None),
            VIDEO,
            SOUND,
        ],
        tags=tags("archive"),
    )
    answer = replace(
        say(f"<p>{mention(ALAN)} indeed, and further than one thinks.</p>", by=GRACE, counts=(0, 0, 1)),
        in_reply_to_id="9",
        in_reply_to_account_id=ALAN.id,
        mentions=[mention_of(ALAN)],
    )
    thread = replace(
        say("<p>Second part: the store and the mill.</p>"), in_reply_to_id="9", in_reply_to_account_id=ADA.id
    )
    shape = say(
        "<p>Formatting, as servers send it: <b>bold</b>, <i>italic</i>, <del>gone</del>, <code>let x = 1;</code></p>"
        "<blockquote><p>We can only see a short distance ahead, but we can see plenty there that needs to be done."
        "</p></blockquote><ul><li>first</li><li>second, with more words than fit in a narrow column of text</li></ul>",
        by=ALAN,
    )
    emoji = replace(
        say("<p>:comet: tonight at 23:10, low in the west. :comet:</p>", by=replace(COMET, emojis=EMOJIS)),
        emojis=EMOJIS,
    )
    return {
        "plain": PostView.of(loom),
        "boost with media": replace(PostView.of(boost(pictures)), read_line=False),
        "reply": PostView.of(answer),
        "thread": PostView.of(thread),
        "formatted": PostView.of(shape),
        "custom emoji": PostView.of(emoji),
        "read line": replace(PostView.of(say("<p>Here they stopped yesterday.</p>", by=GRACE)), read_line=True),
    }


EMOJIS = [CustomEmoji(shortcode="comet")]


def audiences() -> dict[str, PostView]:
    """Who may see it."""
    said = say("<p>For some of you.</p>", by=ALAN, counts=(0, 0, 2))
    return {
        "unlisted": PostView.of(replace(said, visibility="unlisted")),
        "followers": PostView.of(replace(said, visibility="private", edited_at=NOW)),
        "direct": PostView.of(replace(said, visibility="direct", mentions=[mention_of(ADA)])),
        "foreign": PostView.of(replace(said, language="de", content="<p>Guten Morgen, liebe Leute.</p>")),
    }


def covered() -> dict[str, PostView]:
    """What is not shown until it is asked for."""
    spoiler = replace(
        say("<p>The gardener did it.</p>", by=ALAN),
        spoiler_text="spoilers for chapter 4 of the book that everybody reads just now",
    )
    wound = replace(
        say("<p>From the field hospital.</p>"), sensitive=True, media_attachments=[image(1, "a wound"), image(2, None)]
    )
    politics = say("<p>Vote!</p>", by=GRACE)
    spider = replace(say("<p>Look what sat on the lens!</p>"), media_attachments=[image(1, "A spider on the lens")])
    return {
        "warning": PostView.of(spoiler),
        "warning opened": PostView.of(spoiler, revealed=True),
        "sensitive": PostView.of(wound),
        "sensitive opened": PostView.of(wound, revealed=True),
        "filtered": replace(PostView.of(politics), filtered_title="Politics"),
        "filtered opened": replace(PostView.of(politics, revealed=True), filtered_title="Politics"),
        "blurred": replace(PostView.of(spider), filtered_title="Spiders", blurred=True),
    }


def polls() -> dict[str, PostView]:
    """Questions."""
    ask = say("<p>Which comet is the best comet?</p>", by=COMET)
    secret = poll(("Yes", None), ("No", None), ("Ask me again tomorrow", None), multiple=True)
    return {
        "poll": PostView.of(replace(ask, poll=poll(*COMETS))),
        "poll voted": PostView.of(replace(ask, poll=poll(*COMETS, own=(1,)))),
        "poll closed": PostView.of(replace(ask, poll=poll(*COMETS, hours=-1))),
        "poll hidden": PostView.of(replace(ask, poll=secret)),
        "poll voting": replace(
            PostView.of(replace(ask, poll=poll(*COMETS))), poll_choice=PollChoice(1, frozenset({0}))
        ),
        "poll voting several": replace(
            PostView.of(replace(ask, poll=secret)), poll_choice=PollChoice(2, frozenset({0, 2}))
        ),
    }


def beside() -> dict[str, PostView]:
    """Cards, quotes, translations."""
    words = say("<p>This. A thousand times this.</p>", by=GRACE, counts=(1, 2, 3))
    quoted = replace(
        say("<p>We can see plenty there that needs to be done.</p>", by=ALAN, minutes=3 * 24 * 60),
        id="q",
        media_attachments=[image(1, "A desk with papers")],
    )
    nested = replace(quoted, quote=Quote(quoted_status_id="r"), media_attachments=[])
    german = replace(
        say("<p>Die Maschine webt algebraische Muster.</p>", by=ALAN),
        language="de",
        media_attachments=[image(1, "Eine Lochkarte")],
    )
    translation = Translation(
        content="<p>The machine weaves algebraic patterns.</p>",
        detected_source_language="de",
        provider="DeepL.com",
        media_attachments=[TranslatedAttachment(id="1", description="A punched card")],
    )

    def quoting(quote: Quote, *, revealed: bool = False, cover: Cover | None = None) -> PostView:
        return replace(PostView.of(replace(words, quote=quote), revealed=revealed), quote_cover=cover)

    return {
        "card": PostView.of(replace(words, card=CARD)),
        "video card": PostView.of(replace(words, card=replace(CARD, type="video", title="A talk", authors=[]))),
        "quote": quoting(Quote(quoted_status=quoted)),
        "quote of a quote": quoting(Quote(quoted_status=nested)),
        "quote with a warning": quoting(Quote(quoted_status=replace(quoted, spoiler_text="plot"))),
        "quote filtered": quoting(Quote(quoted_status=quoted), cover=Cover("Politics")),
        "quote hidden": quoting(Quote(quoted_status=quoted), cover=Cover("Politics", "hide")),
        "quote blurred": quoting(Quote(quoted_status=quoted), cover=Cover("Desks", "blur")),
        "quote pending": quoting(Quote(state="pending")),
        "quote withdrawn": quoting(Quote(state="revoked")),
        "quote muted": quoting(Quote(state="muted_account", quoted_status=quoted)),
        "translated": replace(PostView.of(german), translation=translation),
        "being translated": replace(PostView.of(german), is_translating=True),
    }


def odd() -> dict[str, PostView]:
    """What one meets in the wild."""
    other = person("Alan Kay", "alan@dynabook.example")
    named = replace(
        say(f"<p>{mention(ALAN)} and {mention(other).replace('@alan', '@alan2')} should meet.</p>", by=GRACE),
        mentions=[
            mention_of(ALAN),
            Mention(id="k", username="alan", acct="alan@dynabook.example", url="https://demo.example/@alan2"),
        ],
    )
    long = "Countess of Lovelace, Enchantress of Numbers, " * 8
    return {
        "two of one name": PostView.of(named),
        "wide name": PostView.of(say("<p>今日は、図書館で（古い）本を三冊借りました。夜に読みます。</p>", by=MIRA)),
        "long name": PostView.of(say("<p>A name of many words.</p>", by=person(long, "a" * 60 + "@long.example"))),
        "right to left": PostView.of(
            say("<p>مرحبا بالعالم، كيف حالكم اليوم؟</p>", by=person("مريم العجلية", "maryam"))
        ),
        "uncounted": PostView.of(uncounted(content="<p>No counts from this server.</p>")),
        "nobody": PostView.of(uncounted(content="<p>An account without anything.</p>", by=Account(id="0"))),
        "only tags": PostView.of(say(f"<p>{hashtag('silent')} {hashtag('sunday')}</p>")),
        "found": replace(
            PostView.of(
                say(
                    "<p>We can only see a short distance ahead, but we can see plenty there that needs to be done, and"
                    " to be done soon.</p>",
                    by=ALAN,
                )
            ),
            found="to be done",
        ),
    }


def at_once() -> dict[str, PostView]:
    """A post with everything."""
    quoted = replace(say("<p>Plenty to do.</p>", by=ALAN), id="q")
    status = replace(
        say(
            f"<p>{mention(GRACE)} Everything at once, :comet: and more of it than anybody needs.</p>"
            f"<p>{hashtag('everything')}</p>",
            by=replace(COMET, emojis=EMOJIS, locked=True),
        ),
        emojis=EMOJIS,
        edited_at=NOW,
        spoiler_text="all of it",
        sensitive=True,
        visibility="private",
        language="pt-BR",
        in_reply_to_id="9",
        in_reply_to_account_id=GRACE.id,
        mentions=[mention_of(GRACE)],
        quote=Quote(quoted_status=quoted),
        media_attachments=[image(1, "A nebula"), VIDEO],
        poll=poll(*COMETS, own=(1,)),
        card=CARD,
        tags=tags("everything", "nothing"),
        favourited=True,
        reblogged=True,
        bookmarked=True,
        quotes_count=2,
        application=Application(name="tootui"),
    )
    translation = Translation(content="<p>All of it at once.</p>", spoiler_text="all", provider="LibreTranslate")
    view = replace(PostView.of(boost(status), revealed=True), translation=translation, filtered_title="Noise")
    return {
        "everything": view,
        "everything, opened": replace(view, boosted_by=None, focused=True, indent=Branch(0, role="focus")),
    }


def thread() -> dict[str, PostView]:
    """Rows of a thread."""
    said = say("<p>What does the mill do that the store does not?</p>", by=GRACE, counts=(0, 0, 0))
    return {
        "ancestor": replace(PostView.of(said), indent=Branch(0, role="ancestor")),
        "opened": replace(PostView.of(replace(said, language="en"), focused=True), indent=Branch(0, role="focus")),
        "first reply": replace(PostView.of(said), indent=Branch(1, last=False)),
        "new reply": replace(PostView.of(said), indent=Branch(2, (True,)), is_new=True),
        "last reply": replace(PostView.of(said), indent=Branch(1)),
    }


def every_post() -> dict[str, PostView]:
    """All of them, by name."""
    return ordinary() | audiences() | covered() | polls() | beside() | odd() | at_once() | thread()
