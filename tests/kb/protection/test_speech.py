"""The code can be heard, in Bulgarian, by a real espeak-ng."""

import io
import os
import shutil
import wave

import pytest

from kb.protection import speech


@pytest.fixture
def _voice():
    if shutil.which("espeak-ng") is None:
        reason = "espeak-ng is missing: apt-get install espeak-ng"
        if os.environ.get("CI") == "true":
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)


def seconds(recording: bytes) -> float:
    with wave.open(io.BytesIO(recording)) as sound:
        return sound.getnframes() / sound.getframerate()


@pytest.mark.usefixtures("_voice")
def test_say_makes_a_recording_as_long_as_five_spoken_names():
    assert 4 < seconds(speech.say("ЖАБШЮ", "bg", b"seed")) < 25


@pytest.mark.usefixtures("_voice")
def test_say_varies_with_the_seed_and_with_the_code():
    first = speech.say("ЖАБШЮ", "bg", b"one")
    assert first == speech.say("ЖАБШЮ", "bg", b"one")
    assert first != speech.say("ЖАБШЮ", "bg", b"two")
    assert first != speech.say("ЖАБШЯ", "bg", b"one")


@pytest.mark.usefixtures("_voice")
def test_say_speaks_digits_in_the_language_of_the_page():
    assert speech.say("23456", "en", b"seed") != speech.say("23456", "bg", b"seed")


def test_spoken_names_letters_as_on_the_telephone():
    assert speech.spoken("ЖА", "bg") == "Ж като Живко. А като Анна."


def test_say_without_the_program_says_so(settings):
    settings.ESPEAK_COMMAND = "no-such-program"
    assert not speech.is_available()
    with pytest.raises(speech.SpeechUnavailableError):
        speech.say("ЖАБШЮ", "bg", b"seed")


def test_say_with_a_failing_program_says_so(settings):
    settings.ESPEAK_COMMAND = "false"
    with pytest.raises(speech.SpeechUnavailableError):
        speech.say("ЖАБШЮ", "bg", b"seed")
