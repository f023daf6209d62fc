"""Signs that a form was filled in by a program. They sort posts, they never refuse one.

Password managers fill hidden fields and people leave a tab open over a week-end, so a sign alone
proves nothing: whoever reads the queue sees the reasons and decides.
"""

from datetime import timedelta

from django.core.signing import BadSignature, SignatureExpired, TimestampSigner

from kb.protection.fields import STAMP_SALT, TypedCode

FASTEST = timedelta(seconds=3)
SLOWEST = timedelta(hours=26)  # opened in the morning, finished the next day

TRAP_FILLED = "trap_filled"
NO_STAMP = "no_stamp"
TOO_FAST = "too_fast"
TOO_SLOW = "too_slow"


def reasons(typed: TypedCode) -> list[str]:
    """Return the codes of what looks odd about a post, none for most people."""
    found = []
    if typed.trap:
        found.append(TRAP_FILLED)
    if timing := timing_reason(typed.stamp):
        found.append(timing)
    return found


def timing_reason(stamp: str) -> str | None:
    """Return what is odd about the time between opening and posting, if anything."""
    signer = TimestampSigner(salt=STAMP_SALT)
    try:
        signer.unsign(stamp, max_age=SLOWEST)
    except SignatureExpired:
        return TOO_SLOW
    except BadSignature:
        return NO_STAMP
    try:
        signer.unsign(stamp, max_age=FASTEST)
    except SignatureExpired:
        return None
    return TOO_FAST
