"""Links open their own entry, for their own purpose, for their time."""

import time

import pytest
from django.core import signing
from django.core.signing import b62_encode

from practices.curation import tokens
from practices.curation.models import Submission
from tests.practices.curation.cases import sent

pytestmark = pytest.mark.django_db
DAY = 24 * 3600


def signed_ago(submission: Submission, purpose: str, seconds: float, monkeypatch) -> str:
    with monkeypatch.context() as patch:
        patch.setattr(
            signing.TimestampSigner,
            "timestamp",
            lambda self: b62_encode(int(time.time() - seconds)),
        )
        return tokens.token_for(submission, purpose)


@pytest.mark.parametrize("purpose", ["confirm", "status"])
def test_token_opens_its_entry_again_and_again(purpose):
    submission, _other = sent(), sent()
    token = tokens.token_for(submission, purpose)
    assert [tokens.open_token(token, purpose).submission for _time in range(2)] == [submission] * 2


@pytest.mark.parametrize(
    "purpose,days,fault",
    [
        ("confirm", 13, ""),
        ("confirm", 15, "expired"),
        ("status", 364, ""),
        ("status", 366, "expired"),
    ],
)
def test_token_lives_its_time(purpose, days, fault, monkeypatch):
    token = signed_ago(sent(), purpose, days * DAY, monkeypatch)
    assert tokens.open_token(token, purpose).fault == fault


CHANGES = {
    "short": lambda token: token[:-1],
    "other": lambda token: f"A{token[1:]}",
    "empty": lambda token: "",
    "upper": str.upper,
}


@pytest.mark.parametrize("change", CHANGES)
def test_altered_token_opens_nothing(change):
    token = tokens.token_for(sent(), "status")
    assert tokens.open_token(CHANGES[change](token), "status") == tokens.Opened(fault="unknown")


def test_token_of_one_purpose_does_not_serve_the_other():
    token = tokens.token_for(sent(), "status")
    assert tokens.open_token(token, "confirm").fault == "unknown"


def test_token_with_the_secret_of_another_entry_opens_nothing():
    first, second = sent(), sent()
    first.secret = second.secret
    assert tokens.open_token(tokens.token_for(first, "status"), "status").fault == "unknown"


def test_token_of_an_erased_entry_counts_as_expired():
    submission = sent()
    token = tokens.token_for(submission, "confirm")
    submission.delete()
    assert tokens.open_token(token, "confirm").fault == "expired"


@pytest.mark.parametrize("payload", [{"a": 1}, [1], "text", None, [1, 2, 3], [[], "x"]])
def test_payload_of_another_shape_opens_nothing(payload):
    token = signing.dumps(payload, salt="practices.curation.status")
    assert tokens.open_token(token, "status").submission is None
