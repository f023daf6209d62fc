"""Signed links: whoever has one may see or do one thing with one row, and needs no account.

A token carries the row's key and a secret of its own, so neither a guessed number nor a leaked
signing key alone opens anything. The salt names the purpose: a link to confirm opens nothing else.
Opening a link changes nothing, and does not use it up.
"""

from datetime import timedelta
from typing import Any

from django.core import signing
from django.db.models import Manager, Model, QuerySet
from django.utils.crypto import constant_time_compare

EXPIRED, UNKNOWN = "expired", "unknown"  # why a token leads to nothing


def token_of(row: Model, salt: str, *, dated: bool = True, column: str = "secret") -> str:
    """Return a token for a row, signed now; one that is not `dated` is good as long as the row.

    `column` holds what nobody can guess.
    """
    signer = signing.TimestampSigner(salt=salt) if dated else signing.Signer(salt=salt)
    return signer.sign_object([row.pk, getattr(row, column)])


def row_of(
    token: str,
    salt: str,
    rows: QuerySet | Manager,
    *,
    life: timedelta | None = None,
    column: str = "secret",
    renewed: bool = False,
) -> tuple[Any | None, str]:
    """Return the row behind a token, or None and why. Reads only (1 query).

    `life` is that of a dated token, None where it has no date. `renewed`: every new link has a
    secret of its own, so that another one is that of a link that is over.
    """
    try:
        if life is None:
            key, known = signing.Signer(salt=salt).unsign_object(token)
        else:
            key, known = signing.TimestampSigner(salt=salt).unsign_object(token, max_age=life)
        key = int(key)
    except signing.SignatureExpired:
        return None, EXPIRED
    except (signing.BadSignature, ValueError, TypeError):
        return None, UNKNOWN
    row = rows.filter(pk=key).first()
    if row is None:
        return None, EXPIRED
    held = getattr(row, column)
    if not held or not constant_time_compare(held, str(known)):
        return None, EXPIRED if renewed else UNKNOWN
    return row, ""
