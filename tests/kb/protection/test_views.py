"""The picture, the sound and the replacement of a code."""

import io
import os
import shutil
import wave

import pytest
from captcha.models import CaptchaStore
from django.test import Client
from django.utils import timezone

from kb.protection import views
from kb.protection.challenges import open_challenge

KEY_LENGTH = 40


@pytest.fixture
def key(db) -> str:
    return open_challenge()


def test_the_picture_of_a_live_code_is_shown_and_kept_by_nobody(client, key):
    answer = client.get(f"/kod/kartinka/{key}/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
    assert answer["Cache-Control"] == "no-store"
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("address", ["/kod/kartinka/{}/", "/kod/zvuk/{}.wav"])
def test_nothing_is_shown_of_a_code_that_is_over(client, key, address):
    CaptchaStore.objects.update(expiration=timezone.now())
    assert client.get(address.format(key)).status_code == 404
    assert client.get(address.format("0" * KEY_LENGTH)).status_code == 404


@pytest.mark.parametrize("key", ["%00", "х" * 40, "a" * 39, "A" * 40, "../x"])
def test_a_key_of_another_shape_is_not_found(client, db, key):
    assert client.get(f"/kod/kartinka/{key}/").status_code == 404
    assert client.get(f"/kod/zvuk/{key}.wav").status_code == 404
    assert client.get(f"/pomosht/{key}/").status_code == 404


def test_the_sound_of_a_code_plays(client, key):
    if shutil.which("espeak-ng") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("espeak-ng is missing")
        pytest.skip("espeak-ng is missing")
    answer = client.get(f"/kod/zvuk/{key}.wav")
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/wav")
    with wave.open(io.BytesIO(b"".join(answer.streaming_content))) as sound:
        assert sound.getnframes() > sound.getframerate()
    piece = client.get(f"/kod/zvuk/{key}.wav", headers={"Range": "bytes=0-43"})
    assert (piece.status_code, len(b"".join(piece.streaming_content))) == (206, 44)


def test_the_sound_is_not_there_without_speech(client, key, settings):
    settings.ESPEAK_COMMAND = "no-such-program"
    assert client.get(f"/kod/zvuk/{key}.wav").status_code == 404


def test_a_refresh_gives_a_new_challenge_and_withdraws_the_old(client, key):
    answer = client.post("/kod/nov/", {"key": key})
    new = answer.json()["key"]
    assert answer["Cache-Control"] == "no-store"
    assert answer.json()["image"] == f"/kod/kartinka/{new}/"
    assert list(CaptchaStore.objects.values_list("hashkey", flat=True)) == [new]


def test_a_refresh_speaks_the_language_of_the_page(client, key):
    answer = client.post("/kod/nov/", {"key": key, "language": "en"}).json()
    assert CaptchaStore.objects.get(hashkey=answer["key"]).challenge.isdecimal()


def test_a_refresh_by_a_link_changes_nothing(client, key):
    assert client.get("/kod/nov/").status_code == 405
    assert CaptchaStore.objects.count() == 1


def test_a_refresh_from_elsewhere_is_refused(key):
    assert Client(enforce_csrf_checks=True).post("/kod/nov/", {"key": key}).status_code == 403
    assert CaptchaStore.objects.count() == 1


def test_refreshes_are_limited_per_address(client, key, monkeypatch):
    monkeypatch.setattr(views, "REFRESHES", 2)
    answers = [client.post("/kod/nov/", {"key": key}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]
    refused = client.post("/kod/nov/", {"key": key})
    assert refused.json() == {
        "error": "Твърде много картинки за кратко време. Изчакайте няколко минути."
    }
    elsewhere = client.post("/kod/nov/", {"key": key}, REMOTE_ADDR="203.0.113.9")
    assert elsewhere.status_code == 200
