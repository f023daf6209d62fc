"""The public pages of a lead and its page in the admin, at two widths, for axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from practices.leads import tokens
from tests.practices.leads.cases import FORM, pointed, with_town_hall


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pages_have_no_faults_for_axe(page):
    town = tokens.claim_path(with_town_hall())
    for address in (FORM, tokens.confirm_path(pointed()), town, "/signal/x/", f"{FORM}blagodarim/"):
        page.goto(address)
        for width in (375, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            results = Axe().run(page)
            assert results.violations_count == 0, (address, results.generate_report())
            assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.goto(town)
    page.get_by_role("button", name="Не е наша или не можем сега").click()
    assert "Напишете защо" in page.locator("main").inner_text()
