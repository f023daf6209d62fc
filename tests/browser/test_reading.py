"""A reader with a keyboard, on a phone, or without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from tests.practices.pages import published

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]


def focused(page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()")


def test_keyboard_starts_in_the_search_box_of_the_home_page(page):
    published()
    page.goto("/")
    assert focused(page) == "q"
    page.keyboard.type("компостиране")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/tarsene/\?q="))


def test_skip_link_is_the_first_stop_elsewhere_and_leads_to_the_content(page):
    published()
    page.goto("/temi/")
    page.keyboard.press("Tab")
    assert focused(page) == "Към съдържанието"
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page) == "main"


def test_focus_is_seen_as_a_ring_of_three_pixels(page):
    published()
    page.goto("/temi/")
    rings = set()
    for _step in range(12):
        page.keyboard.press("Tab")
        rings.add(page.evaluate("getComputedStyle(document.activeElement).outlineWidth"))
    assert rings == {"3px"}


def test_targets_of_the_menu_are_large_enough_for_a_thumb(browser, live_server):
    published()
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 375, "height": 800}, has_touch=True,
        is_mobile=True,
    )  # fmt: skip
    page = context.new_page()
    page.goto("/")
    heights = page.locator(".site-nav a, .masthead .button, .counts a, .search-box button")
    small = [
        box
        for box in heights.evaluate_all("links => links.map(e => e.getBoundingClientRect().height)")
        if box < 44
    ]
    context.close()
    assert small == []


def test_back_leads_to_the_list_the_reader_came_from(page):
    for _number in range(22):
        published()
    page.goto("/praktiki/?page=2")
    page.locator(".result-title a").first.click()
    expect(page.locator("[data-back]")).to_have_attribute("href", "/praktiki/?page=2")
    page.locator("[data-back]").click()
    expect(page).to_have_url(re.compile(r"/praktiki/\?page=2$"))


def test_everything_can_be_reached_without_javascript(page_without_javascript):
    page = page_without_javascript
    practice = published(title="Ново гише")
    page.goto("/")
    page.get_by_role("link", name="Габрово: 1 практика").click()
    page.get_by_role("link", name="Ново гише").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ново гише")
    page.get_by_role("link", name="Печат").click()
    expect(page).to_have_url(re.compile(rf"/praktiki/{practice.slug}/pechat/$"))
    page.go_back()
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_paper_shows_the_practice_without_navigation(page):
    practice = published()
    page.emulate_media(media="print")
    page.goto(f"/praktiki/{practice.slug}/")
    for hidden in (".masthead", ".footer", ".nominate"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
