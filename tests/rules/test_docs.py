"""What is written for people is in step with what the program does."""

from __future__ import annotations

import re

import pytest

from tests.rules.sources import CHECKOUT

TRY_IT = "python3 -m venv .venv && .venv/bin/pip install '.[demo]' && .venv/bin/tootui demo"
TEST_IT = "python3 -m venv .venv && .venv/bin/pip install '.[dev]' && .venv/bin/python -m pytest"


@pytest.fixture
def readme() -> str:
    return (CHECKOUT / "README.md").read_text(encoding="utf-8")


def test_the_readme_opens_with_its_two_commands(readme: str) -> None:
    commands = [line.strip() for line in readme.splitlines() if ".venv/bin/" in line]

    assert commands[:2] == [TRY_IT, TEST_IT]


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md"])
def test_links_between_pages_lead_somewhere(page: str) -> None:
    path = CHECKOUT / page
    targets = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]

    assert [target for target in local if not (path.parent / target).exists()] == []
