"""Every page of a proposal, at three widths, for axe; and how much each asks of the database."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from practices.curation import tokens, transitions
from tests.practices.curation.cases import (
    QUESTION,
    attached,
    person,
    sent,
    ten_minutes_pass,
    waiting,
)

PLACES = ("GAB05", "GAB12", "GAB29", "GAB35")


def asked(**values):
    outcome = transitions.ask_for_more(waiting(**values), actor=person(), question=QUESTION)
    ten_minutes_pass()
    return outcome.submission


ADDRESSES = {
    "thanks": lambda: "/predlozhi/blagodarim/",
    "confirm": lambda: tokens.confirm_path(sent()),
    "confirmed": lambda: tokens.confirm_path(waiting()),
    "question": lambda: tokens.status_path(asked(background="Преди.", results="След.")),
    "english": lambda: tokens.status_path(waiting(language="en")),
    "dead": lambda: "/predlozhenie/x/",
}


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ADDRESSES)
def test_page_has_no_faults_for_axe(page, name):
    page.goto(ADDRESSES[name]())
    for width in (375, 768, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def queries(path: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert Client().get(path).status_code == 200
    return len(captured)


@pytest.mark.django_db
def test_form_costs_two_queries():
    # The list of municipalities and the new challenge.
    assert queries("/predlozhi/") == 2


@pytest.mark.django_db
def test_status_costs_the_same_for_a_long_story():
    short = asked()
    long = asked(
        places=PLACES,
        files=[attached(f"{n}.pdf", b"%PDF-1.7", "application/pdf") for n in range(5)],
    )
    for number in range(5):
        transitions.answer(long, text=f"Отговор {number}")
        transitions.ask_for_more(long, actor=person(), question=f"{QUESTION} {number}")
    ten_minutes_pass()
    assert [queries(tokens.status_path(s)) for s in (short, long)] == [4, 4]
