"""What a search found."""

from __future__ import annotations

from tootui.model.account import Account
from tootui.model.base import Entity
from tootui.model.pages import Problem
from tootui.model.status import Status
from tootui.model.tags import Tag


class Search(Entity, frozen=True, kw_only=True):
    """People, posts and hashtags. ``problems`` names what could not be read, and is ours."""

    accounts: list[Account] = []
    statuses: list[Status] = []
    hashtags: list[Tag] = []
    problems: list[Problem] = []
