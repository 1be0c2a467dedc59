from __future__ import annotations

from tootui.cli.arguments import parser
from tootui.cli.entry import NOTHING_SAID


def test_no_words_mean_what_the_parser_makes_of_them() -> None:
    assert vars(parser().parse_args([])) == vars(NOTHING_SAID)
