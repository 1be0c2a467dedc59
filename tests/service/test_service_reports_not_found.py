"""A report that the server answers with "not found": it takes none, or the person is gone."""

from __future__ import annotations

import pytest

from tests.support.session import Desk, account_of, until
from tootui.demo.thread import DemoThread
from tootui.model.account import Account
from tootui.service.reporting import Complaint
from tootui.service.session import Session

GONE = '{"error": "Record not found"}'


async def report(session: Session, account_id: str) -> Complaint:
    """Send a report about somebody."""
    complaint = Complaint(account_id=account_id, category="spam", comment="Nothing but adverts.")
    session.relations.reporting.send(complaint)
    await until(lambda: session.relations.reporting.why_not(account_id) is None, "it came out")
    return complaint


@pytest.mark.parametrize("code", [404, 501])
async def test_a_server_that_takes_no_reports_is_said_to_take_none(desk: Desk, demo: DemoThread, code: int) -> None:
    ada = account_of(demo, "ada")["id"]
    async with desk.at_home() as session:
        demo.fault("/api/v1/reports", "status", status=code, body=GONE, count=-1)
        complaint = await report(session, ada)
        assert "takes no reports" in desk.said[-1]
        assert session.relations.reporting.begin(ada).comment == complaint.comment
        assert "takes no reports" in str(session.relations.why_not("report", ada))


async def test_somebody_who_is_gone_is_said_to_be_gone(desk: Desk, demo: DemoThread) -> None:
    ada = account_of(demo, "ada")["id"]
    async with desk.at_home() as session:
        session.store.put_accounts([Account(id="404404", acct="left@gone.example", username="left")])
        await report(session, "404404")
        assert desk.said[-1] == "@left@gone.example was not reported. Your server does not know them any more."
        assert session.relations.why_not("report", ada) is None


async def test_what_cannot_be_told_apart_is_said_in_the_words_of_the_server(desk: Desk, demo: DemoThread) -> None:
    ada = account_of(demo, "ada")["id"]
    async with desk.at_home() as session:
        demo.fault("/api/v1/reports", "status", status=404, body=GONE)
        demo.fault(f"/api/v1/accounts/{ada}$", "status", status=500, count=-1)
        await report(session, ada)
        assert "Record not found" in desk.said[-1] and "report them again" in desk.said[-1]
        assert session.relations.why_not("report", ada) is None
