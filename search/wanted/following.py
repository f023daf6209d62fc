"""„Търся и аз същото“: who else looks for it, and who wants no more mails.

Each function is one transaction and may be called twice.
"""

from django.db import transaction
from django.utils import timezone

from search.wanted import letters
from search.wanted.choices import CallState
from search.wanted.models import Call, Seeker


@transaction.atomic
def follow(call: Call, *, email: str, language: str, consent: dict) -> None:
    """Note that somebody looks for the same. Effects: a seeker, mail "follow" with the link.

    An address that is there already gets the same mail again, so that the page can say the same
    to everybody: whether an address is known is nobody's business. A call that is not open takes
    no one; nothing happens.
    """
    call = Call.objects.select_for_update().get(pk=call.pk)
    if call.state != CallState.OPEN:
        return
    seeker = call.seekers.filter(email=email).first()
    if seeker is None:
        seeker = Seeker.objects.create(call=call, email=email, language=language, **consent)
    seeker.call = call
    if seeker.confirmed_at:
        letters.write("following", seeker)
    else:
        letters.ask_to_confirm(seeker)


@transaction.atomic
def confirm(seeker: Seeker) -> bool:
    """The address is proved; return whether it was not before. The person sees it; no mail."""
    rows = Seeker.objects.filter(pk=seeker.pk, confirmed_at=None)
    return bool(rows.update(confirmed_at=timezone.now()))


@transaction.atomic
def leave(seeker: Seeker) -> None:
    """A follower wants no more mails: the row goes, with the address and all that was noted."""
    Seeker.objects.filter(pk=seeker.pk, is_author=False).delete()


@transaction.atomic
def mute(seeker: Seeker) -> bool:
    """The author wants no more mails of practices; the call stays. Return whether it is new.

    Mails of what becomes of the call itself still come: it is the author's.
    """
    rows = Seeker.objects.filter(pk=seeker.pk, is_author=True, muted_at=None)
    seeker.notices.filter(sent_at=None).delete()
    return bool(rows.update(muted_at=timezone.now()))


@transaction.atomic
def unmute(seeker: Seeker) -> bool:
    """The author wants them again."""
    rows = Seeker.objects.filter(pk=seeker.pk, is_author=True).exclude(muted_at=None)
    return bool(rows.update(muted_at=None))
