"""The codes that are shown: opened, shown, redeemed once.

A challenge is a row of django-simple-captcha's ``CaptchaStore``: its key is public, its response
is the canonical spelling of the code. One attempt is allowed per key, right or wrong.
"""

import secrets
from datetime import timedelta

from captcha.models import CaptchaStore
from django.utils import timezone
from django.utils.translation import get_language

from kb.protection.alphabet import DIGITS, LETTERS, canonical

# Long enough to read a page, look something up and finish a form (WCAG 2.2.1).
LIFETIME = timedelta(minutes=40)
LETTERS_IN_CODE = 5
DIGITS_IN_CODE = 7


def new_challenge() -> tuple[str, str]:
    """Return a random code and its canonical spelling: letters for Bulgarian, else digits.

    Who reads the site in another language may not know Cyrillic letters at all.
    """
    language = get_language() or "bg"
    if language.startswith("bg"):
        code = "".join(secrets.choice(LETTERS) for _ in range(LETTERS_IN_CODE))
    else:
        code = "".join(secrets.choice(DIGITS) for _ in range(DIGITS_IN_CODE))
    return code, canonical(code)


def open_challenge() -> str:
    """Store a new challenge and return its public key (40 hex digits)."""
    code, response = new_challenge()
    store = CaptchaStore.objects.create(
        challenge=code,
        response=response,
        hashkey=secrets.token_hex(20),
        expiration=timezone.now() + LIFETIME,
    )
    return store.hashkey


def live_code(key: str) -> str | None:
    """Return the code behind a key that can still be answered, or None."""
    return (
        CaptchaStore.objects.filter(hashkey=key, expiration__gt=timezone.now())
        .values_list("challenge", flat=True)
        .first()
    )


def is_live(key: str) -> bool:
    """Say whether a key can still be answered."""
    return CaptchaStore.objects.filter(hashkey=key, expiration__gt=timezone.now()).exists()


def is_right(key: str, answer: str) -> bool:
    """Say whether the answer is right, without using it up. A wrong one uses the challenge up."""
    right = CaptchaStore.objects.filter(
        hashkey=key, response=canonical(answer), expiration__gt=timezone.now()
    ).exists()
    if not right:
        withdraw(key)
    return right


def redeem(key: str, answer: str) -> bool:
    """Use a challenge up and say whether the answer was right and is used for the first time.

    Check and delete are one statement: of any number of simultaneous posts of one solved code the
    database lets exactly one delete the row. Inside a transaction the row comes back with a
    rollback, so a person does not lose a code to our own failure.
    """
    deleted, _per_model = CaptchaStore.objects.filter(
        hashkey=key, response=canonical(answer), expiration__gt=timezone.now()
    ).delete()
    if deleted == 1:
        return True
    withdraw(key)
    return False


def withdraw(key: str) -> None:
    """Delete a challenge that was answered wrongly or replaced by another."""
    CaptchaStore.objects.filter(hashkey=key).delete()


def erase_expired() -> int:
    """Delete the challenges that nobody can answer any more; return how many."""
    return CaptchaStore.objects.filter(expiration__lte=timezone.now()).delete()[0]
