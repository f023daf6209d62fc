"""One form, met by people, by programs and by people who err."""

from datetime import timedelta

import pytest
from captcha.models import CaptchaStore
from django.utils import timezone, translation

from kb.protection import suspicion
from tests.kb.protection import site
from tests.kb.protection.conftest import key_on, solved, stamp

WRONG = "Кодът не съвпада. Ето нова картинка; текстът ви е запазен."
STALE = "Тази картинка вече не важи. Ето нова; текстът ви е запазен."
MISSING = "Въведете кода от картинката. Текстът ви е запазен."


def post(visitor, **fields):
    return visitor.post("/proba/", {"title": "Чешма", **fields})


def test_a_right_code_is_accepted(visitor):
    assert post(visitor, **solved()).content.decode() == "прието"
    assert site.accepted == [("Чешма", [])]


def test_a_code_in_small_latin_letters_is_accepted(visitor):
    CaptchaStore.objects.update(challenge="ЖЕШЮЯ", response="жешюя")
    fields = {**solved(), "code_answer": "zhe shyu ya"}
    assert post(visitor, **fields).content.decode() == "прието"


def test_a_wrong_code_keeps_the_text_and_shows_a_new_picture(visitor):
    before = solved()
    page = post(
        visitor, text="Дълъг\nтекст", kinds=["b"], **{**before, "code_answer": "ААААА"}
    ).content.decode()
    assert WRONG in page
    assert "Дълъг\nтекст</textarea>" in page
    assert 'value="Чешма"' in page
    assert '<option value="b" selected>' in page
    assert key_on(page) != before["code_key"]
    assert site.accepted == []


def test_a_wrong_code_uses_its_picture_up(visitor):
    right = solved()
    post(visitor, **{**right, "code_answer": "ААААА"})
    assert STALE in post(visitor, **right).content.decode()
    assert site.accepted == []


def test_a_code_is_accepted_once(visitor):
    right = solved()
    post(visitor, **right)
    assert STALE in post(visitor, **right).content.decode()
    assert len(site.accepted) == 1


def test_an_expired_code_is_refused_kindly(visitor):
    right = solved()
    CaptchaStore.objects.update(expiration=timezone.now())
    assert STALE in post(visitor, **right).content.decode()


def test_a_code_lives_forty_minutes(visitor):
    left = CaptchaStore.objects.get().expiration - timezone.now()
    assert timedelta(minutes=39) < left <= timedelta(minutes=40)


@pytest.mark.parametrize("answer", ["", "   "])
def test_an_empty_code_is_asked_for(visitor, answer):
    page = post(visitor, **{**solved(), "code_answer": answer}).content.decode()
    assert MISSING in page


@pytest.mark.parametrize("missing", ["code_key", "code_answer", "code_opened"])
def test_a_post_without_a_part_of_the_code_never_fails(visitor, missing):
    fields = solved()
    del fields[missing]
    assert post(visitor, **fields).status_code == 200


@pytest.mark.postgres
def test_a_post_of_any_bytes_never_fails(visitor):
    nul = {"code_key": "\x00" * 40, "code_answer": "\x00", "code_opened": "\x00:\x00:\x00"}
    long = dict.fromkeys(nul, "Ж" * 5000)
    for fields in (nul, long):
        for button in ({}, {"new_code": "1"}, {"ask_person": "1"}):
            answer = visitor.post("/proba/", {"title": "Ч\x00", "text": "\x00", **fields, **button})
            assert answer.status_code == 200
        assert visitor.post("/kod/nov/", {"key": fields["code_key"]}).status_code == 200


def test_a_solved_code_stays_solved_while_another_field_is_mended(visitor):
    right = solved()
    page = visitor.post("/proba/", {"title": "Т" * 21, **right}).content.decode()
    assert key_on(page) == right["code_key"]
    assert f'value="{right["code_answer"]}"' in page
    assert post(visitor, **right).content.decode() == "прието"


def test_a_form_with_another_error_is_no_place_to_try_codes(visitor):
    right = solved()
    visitor.post("/proba/", {"title": "", **right, "code_answer": "ААААА"})
    page = visitor.post("/proba/", {"title": "", **right}).content.decode()
    assert key_on(page) != right["code_key"]
    assert post(visitor, **right).content.decode() != "прието"


def test_another_picture_without_javascript_keeps_everything_and_blames_nobody(visitor):
    before = solved()
    page = visitor.post(
        "/proba/", {"title": "", "text": "Дълъг текст", "new_code": "1", **before}
    ).content.decode()
    assert "Дълъг текст</textarea>" in page
    assert "field-error" not in page
    assert key_on(page) != before["code_key"]
    assert site.accepted == []


def test_another_picture_keeps_the_time_when_the_form_was_opened(visitor):
    opened = stamp(60)
    page = post(visitor, new_code="1", code_opened=opened).content.decode()
    assert f'name="code_opened" value="{opened}"' in page


@pytest.mark.parametrize(
    "age, fields, reasons",
    [
        (60, {}, []),
        (1, {}, [suspicion.TOO_FAST]),
        (5, {}, []),
        (25 * 3600, {}, []),
        (27 * 3600, {}, [suspicion.TOO_SLOW]),
        (60, {"code_opened": "opened:forged:stamp"}, [suspicion.NO_STAMP]),
        (60, {"code_opened": ""}, [suspicion.NO_STAMP]),
        (60, {"code_homepage": "https://example.org"}, [suspicion.TRAP_FILLED]),
        (0, {"code_homepage": "x"}, [suspicion.TRAP_FILLED, suspicion.TOO_FAST]),
    ],
)
def test_signs_of_a_program_are_noted_and_never_refuse(visitor, age, fields, reasons):
    sent = {**solved(), "code_opened": stamp(age), **fields}
    assert post(visitor, **sent).content.decode() == "прието"
    assert site.accepted == [("Чешма", reasons)]


def test_a_page_with_a_challenge_is_stored_by_nobody(visitor):
    directives = {part.strip() for part in visitor.get("/proba/")["Cache-Control"].split(",")}
    assert {"no-store", "private"} <= directives


def test_a_page_without_a_challenge_says_nothing_about_storing(visitor):
    visitor.get("/proba/")
    assert "Cache-Control" not in visitor.get("/bez-kod/")


def test_two_visitors_never_share_a_challenge(visitor):
    pages = [visitor.get("/proba/").content.decode() for _ in range(2)]
    assert key_on(pages[0]) != key_on(pages[1])


def test_the_picture_names_its_purpose_and_its_size(visitor):
    page = visitor.get("/proba/").content.decode()
    assert 'width="280" height="90"' in page
    assert 'alt="Картинка с 5 букви за преписване, срещу автоматични изпращания"' in page
    assert "Въведете кода от картинката</label>" in page
    assert "Не мога да прочета кода</button>" in page


def test_the_first_button_of_the_form_is_the_one_that_sends(visitor):
    page = visitor.get("/proba/").content.decode()
    first = page[page.index("<main") :]
    first = first[first.index("<button") :]
    assert first[: first.index(">")] == (
        '<button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true"'
    )


def test_an_english_page_asks_for_digits(visitor):
    with translation.override("en"):
        html = str(site.LetterForm()["code"])
    assert CaptchaStore.objects.order_by("-pk")[0].challenge.isdecimal()
    assert 'inputmode="numeric"' in html
    assert "?language=en" in html


def test_a_page_without_speech_offers_a_person(visitor, settings):
    settings.ESPEAK_COMMAND = "no-such-program"
    page = visitor.get("/proba/").content.decode()
    assert "<audio" not in page
    assert "В момента няма звук. Ако не разчитате картинката, използвайте бутона по-долу." in page


def test_a_form_with_a_prefix_finds_its_own_code(visitor):
    form = site.LetterForm(prefix="b")
    key = key_on(str(form["code"]).replace("b-code_key", "code_key"))
    sent = {f"b-{name}": value for name, value in {"title": "Чешма", **solved(key)}.items()}
    assert site.LetterForm(sent, prefix="b").is_valid()


def test_a_plain_code_field_redeems_at_once(visitor):
    right = solved()
    assert site.PlainCodeForm(right).is_valid()
    again = site.PlainCodeForm(right)
    assert not again.is_valid()
    assert again.errors["code"].as_data()[0].code == "stale"
