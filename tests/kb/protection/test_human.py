"""Whoever cannot read the code reaches a person, with the text and a number."""

from datetime import timedelta
from types import SimpleNamespace

from captcha.models import CaptchaStore
from django.utils import timezone

from kb.protection import human, models
from kb.protection.models import HelpRequest
from tests.kb.protection import site
from tests.kb.protection.conftest import stamp


def ask(visitor, **fields):
    return visitor.post("/proba/", {"title": "Чешма", "ask_person": "1", **fields}, follow=True)


def test_the_same_text_goes_to_a_person_and_a_number_comes_back(visitor):
    page = ask(visitor, text="Дълъг текст", kinds=["a", "b"], code_opened=stamp(60))
    asked = HelpRequest.objects.get()
    assert asked.payload == {"title": ["Чешма"], "text": ["Дълъг текст"], "kinds": ["a", "b"]}
    assert (asked.scope, asked.state, asked.suspicion) == ("letter", "open", [])
    assert page.redirect_chain == [(f"/pomosht/{asked.number}/", 302)]
    assert f"<strong>{asked.number}</strong>" in page.content.decode()
    assert site.accepted == []


def test_the_number_is_short_and_the_page_tells_nothing_of_the_text(visitor):
    page = ask(visitor, text="тайна")
    number = HelpRequest.objects.get().number
    assert (len(number), number.isdecimal()) == (6, True)
    assert "тайна" not in page.content.decode()


def test_the_other_fields_must_still_be_right(visitor):
    page = visitor.post("/proba/", {"title": "", "ask_person": "1"})
    assert "field-error" in page.content.decode()
    assert HelpRequest.objects.count() == 0


def test_asking_a_person_does_not_use_the_code_up(visitor):
    key = CaptchaStore.objects.get().hashkey
    ask(visitor, code_key=key)
    assert CaptchaStore.objects.filter(hashkey=key).exists()


def test_asking_a_person_is_limited(visitor):
    answers = [ask(visitor).status_code for _ in range(human.LIMIT + 1)]
    assert answers == [200] * human.LIMIT + [429]
    assert HelpRequest.objects.count() == human.LIMIT


def test_the_page_says_when_it_is_done(visitor):
    number = human.take("letter", {}, []).number
    HelpRequest.objects.update(state=HelpRequest.State.DONE)
    assert "<h1>Готово</h1>" in visitor.get(f"/pomosht/{number}/").content.decode()


def test_an_unknown_number_is_not_found(visitor):
    assert visitor.get("/pomosht/000000/").status_code == 404


def test_a_taken_number_is_not_given_twice(db, monkeypatch):
    numbers = iter([11_111, 11_111, 22_222])
    chance = SimpleNamespace(randbelow=lambda _limit: next(numbers))
    monkeypatch.setattr(models, "secrets", chance)
    assert [human.take("letter", {}, []).number for _ in range(2)] == ["111111", "122222"]


def test_requests_are_erased_after_their_time(db, settings):
    settings.HELP_REQUEST_DAYS = 30
    old, young = (human.take("letter", {"text": ["…"]}, []) for _ in range(2))
    now = timezone.now()
    HelpRequest.objects.filter(pk=old.pk).update(created=now - timedelta(days=30, minutes=1))
    HelpRequest.objects.filter(pk=young.pk).update(created=now - timedelta(days=29))
    assert human.erase_old() == 1
    assert list(HelpRequest.objects.all()) == [young]
