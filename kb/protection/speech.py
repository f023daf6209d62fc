"""The code spoken aloud, by espeak-ng, for those who do not see the picture well."""

import array
import io
import random
import shutil
import subprocess
import sys
import tempfile
import wave

from django.conf import settings

from kb.protection.alphabet import SPOKEN

TIMEOUT = 10  # seconds; speaking takes a fraction of one
NOISE = 260  # of 32,767: a quiet hiss, so that no two recordings of one letter are the same bytes


class SpeechUnavailableError(Exception):
    """The machine has no espeak-ng, or it failed."""


def is_available() -> bool:
    """Say whether this machine can speak."""
    return shutil.which(settings.ESPEAK_COMMAND) is not None


def spoken(code: str, language: str) -> str:
    """Return the sentence for a code: „Б като Борис“ for a letter, the name of a digit."""
    if code.isdecimal():
        return ". ".join(code) + "."
    like = "like" if language == "en" else "като"
    return " ".join(f"{letter} {like} {SPOKEN[letter]}." for letter in code)


def say(code: str, language: str, seed: bytes) -> bytes:
    """Return a WAV recording (16 bit, mono) of the code; the seed varies voice and hiss.

    :raises SpeechUnavailableError: if espeak-ng is absent or fails.
    """
    program = shutil.which(settings.ESPEAK_COMMAND)
    if program is None:
        raise SpeechUnavailableError("no speech program")
    chance = random.Random(seed)  # noqa: S311  the secrecy is in the seed
    # Letters are Bulgarian whatever the page's language; digits are said as the reader says them.
    voice = language if code.isdecimal() else "bg"
    with tempfile.NamedTemporaryFile(suffix=".wav") as recording:
        command = [program, "-v", voice, "-w", recording.name, "-g", "8"]
        command += ["-s", str(chance.randint(112, 132)), "-p", str(chance.randint(38, 62))]
        try:
            # The text goes through standard input, so that it is never read as an option.
            subprocess.run(  # noqa: S603  the program is the operator's setting, the rest is ours
                [*command, "--stdin"],
                input=spoken(code, language).encode(),
                capture_output=True,
                timeout=TIMEOUT,
                check=True,
            )
        except (OSError, subprocess.SubprocessError) as error:
            raise SpeechUnavailableError(type(error).__name__) from error
        return _with_hiss(recording.name, chance)


def _with_hiss(path: str, chance: random.Random) -> bytes:
    """Return the recording at `path` with quiet noise added."""
    with wave.open(path, "rb") as source:
        if (source.getsampwidth(), source.getnchannels()) != (2, 1):
            raise SpeechUnavailableError("unexpected sound format")
        rate = source.getframerate()
        samples = array.array("h", source.readframes(source.getnframes()))
    if sys.byteorder == "big":
        samples.byteswap()
    hiss = array.array("h", (chance.randint(-NOISE, NOISE) for _ in range(rate)))
    mixed = array.array(
        "h",
        (
            max(-32768, min(32767, sample + hiss[place % rate]))
            for place, sample in enumerate(samples)
        ),
    )
    if sys.byteorder == "big":
        mixed.byteswap()
    result = io.BytesIO()
    with wave.open(result, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(rate)
        target.writeframes(mixed.tobytes())
    return result.getvalue()
