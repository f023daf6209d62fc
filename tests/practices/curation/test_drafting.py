"""A draft holds every word of its proposal, as text, under an address of its own."""

import pytest
from django.contrib.auth import get_user_model
from hypothesis import given
from hypothesis import strategies as st

from practices.addresses import free_slug
from practices.curation import transitions
from practices.entry import paragraphs, split_paragraphs
from practices.models import PracticeIndexPage, PracticePage
from practices.records import build_record
from tests.practices.curation.cases import attached, person, waiting
from tests.practices.test_uploads import photograph


def draft_of(**values) -> PracticePage:
    page = transitions.accept(waiting(**values), actor=person()).submission.page
    return PracticePage.objects.get(pk=page.pk)


@pytest.mark.django_db
def test_draft_holds_what_was_sent():
    page = draft_of(
        places=("GAB05", "GAB35"),
        background="Нямаше кой да готви.",
        practice="Купихме микробус.\n\nНаехме готвач.",
        results="140 души.",
        innovator_name="Домашен социален патронаж",
        evidence_link="https://example.org/novina",
    )
    assert page.title == "Топъл обяд за единайсет села"
    assert page.slug == "topal-obyad-za-edinayset-sela"
    assert page.summary == "Микробус носи обяд на хора, които живеят сами."
    assert page.background == "<p>Нямаше кой да готви.</p>"
    assert page.practice == "<p>Купихме микробус.</p><p>Наехме готвач.</p>"
    assert page.results == "<p>140 души.</p>"
    assert page.innovator_name == "Домашен социален патронаж"
    assert {m.code for m in page.municipalities.all()} == {"GAB05", "GAB35"}
    assert [source.url for source in page.sources.all()] == ["https://example.org/novina"]
    assert (page.consent, page.consent_version) == (True, "2026-11")


@pytest.mark.django_db
def test_latest_revision_is_the_same_draft():
    page = draft_of(places=("GAB05", "GAB35"))
    revision = page.get_latest_revision_as_object()
    assert revision.summary == page.summary
    assert {m.code for m in revision.municipalities.all()} == {"GAB05", "GAB35"}


@pytest.mark.django_db
def test_short_text_too_long_for_a_summary_stands_whole_in_the_practice():
    lead = "Дълго изречение за микробуса. " * 19
    page = draft_of(lead_text=lead.strip(), practice="Още.")
    assert len(page.summary) <= 300
    assert page.summary.endswith("…")
    assert page.practice == f"<p>{lead.strip()}</p><p>Още.</p>"


@pytest.mark.django_db
def test_files_become_documents_and_pictures_of_the_draft():
    page = draft_of(
        files=[
            attached("Наредба.pdf", b"%PDF-1.7 text", "application/pdf"),
            attached("кухня.jpg", photograph(), "image/jpeg"),
        ]
    )
    (document,), (picture,) = page.documents.all(), page.gallery.all()
    assert document.title == "Наредба.pdf"
    with document.file.file.open("rb") as file:
        assert file.read() == b"%PDF-1.7 text"
    assert (picture.alt, picture.image.width) == ("", 40)


@pytest.mark.django_db
@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>"])
def test_markup_in_every_field_is_text_in_the_record(hostile):
    page = draft_of(
        title=f"Обяд {hostile}",
        lead_text=hostile,
        background=hostile,
        practice=hostile,
        results=hostile,
        innovator_name=hostile,
    )
    document = build_record(page)
    texts = document["background"] + document["practice"] + document["results"]
    assert "<script" not in texts
    assert "<img" not in texts
    assert texts.count("&lt;") >= 3


@pytest.mark.django_db
def test_second_draft_of_one_title_gets_another_address():
    assert [draft_of().slug for _time in range(3)] == [
        "topal-obyad-za-edinayset-sela",
        "topal-obyad-za-edinayset-sela-2",
        "topal-obyad-za-edinayset-sela-3",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "title,slug",
    [
        ("Щъркели и жаби: ЦЪФТЯ", "shtarkeli-i-zhabi-tsaftya"),
        ("!!!", "praktika"),
        ("Smart city 2.0", "smart-city-20"),
    ],
)
def test_address_is_latin(title, slug):
    assert free_slug(PracticeIndexPage.objects.get(locale__language_code="bg"), title) == slug


@pytest.mark.django_db
def test_draft_without_an_owner_who_exists_keeps_its_page():
    page = draft_of()
    get_user_model().objects.all().delete()
    assert PracticePage.objects.filter(pk=page.pk).exists()


@given(st.text(alphabet=st.sampled_from("аб<>&\n\r\"' "), max_size=60))
def test_paragraphs_hold_every_visible_character(text):
    html = paragraphs(split_paragraphs(text))
    plain = html.replace("<p>", "").replace("</p>", "").replace("<br/>", "")
    assert "<" not in plain
    for code, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'")):
        plain = plain.replace(code, letter)
    plain = plain.replace("&amp;", "&")
    assert "".join(plain.split()) == "".join(text.split())
