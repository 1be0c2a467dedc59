"""Posts that attack a terminal program: markup, control sequences, bidi tricks, endless words, broken HTML."""

from dataclasses import dataclass, field

from tootui.demo.entities import JsonObject

_ESC, _CSI, _OSC, _RLO, _PDF = "\x1b", "\x9b", "\x9d", "\u202e", "\u202c"


@dataclass(frozen=True)
class HostilePost:
    """A post by its HTML, with keys of its JSON to replace."""

    content: str
    spoiler_text: str = ""
    overrides: JsonObject = field(default_factory=dict)


def hostile_posts() -> list[HostilePost]:
    """Each of the attacks once, oldest first."""
    return [
        HostilePost("<p>Closing what was never opened: [/] and [/bold] and [/link]</p>"),
        HostilePost("<p>A button in disguise: [@click=app.quit]click me[/] and [@click='app.bell']me[/]</p>"),
        HostilePost("<p>Raw escape: " + _ESC + "[31mred" + _ESC + "[0m" + _ESC + "]0;owned\x07 end</p>"),
        HostilePost(f"<p>Raw C1: {_CSI}2J{_OSC}0;owned\x9c end</p>"),
        HostilePost("<p>Entities: &#27;[2J &#x1b;]52;c;b3duZWQ=&#7; &#x9b;31m &#155;5A &#x202e;drawkcab end</p>"),
        HostilePost(f"<p>Bidi: user{_RLO}gpj.exe{_PDF} and \u2066isolated\u2069 and \u200fmark end</p>"),
        HostilePost("<p>" + "Donaudampfschifffahrtsgesellschaft" * 300 + "</p>"),
        HostilePost(
            "<p>Broken <b>bold <i>both</b> italic</i> <a href='https://example.org/x'>unclosed <p>nested</div>"
        ),
        HostilePost(
            '<p>A link that is none: <a href="javascript:alert(1)">run</a> <a href="file:///etc/passwd">read</a></p>'
        ),
        HostilePost('<p>A link with a break: <a href="https://example.org/\n&#27;[31m">look</a></p>'),
        HostilePost("<script>alert(1)</script><style>p{}</style><p>Script and style</p><img src=x onerror=alert(1)>"),
        HostilePost("<p>" + "a" + "\u0301\u0323\u0330" * 200 + " piled up</p>"),
        HostilePost("<p>Warned</p>", f"{_ESC}[5mblinking{_ESC}[0m {_RLO}gninraw [/] line\nbreak"),
        HostilePost("<p>Null \x00, bell \x07, backspace \x08\x08\x08, return \r over, tab \t end</p>"),
        HostilePost("<p>" + "<blockquote>" * 300 + "deep" + "</blockquote>" * 300 + "</p>"),
        HostilePost(
            "", overrides={"media_attachments": [{"id": "1", "type": "hologram", "description": _ESC + "[2J"}]}
        ),
        HostilePost("<p>Strange values</p>", overrides={"visibility": "cosmic", "language": "xx-moon", "url": None}),
        HostilePost(
            "<p>Hostile names</p>",
            overrides={"tags": [{"name": _ESC + "[2J", "url": "javascript:1"}], "mentions": []},
        ),
        HostilePost("<p>The end of the attacks. If you can read this calmly, all is well.</p>"),
    ]
