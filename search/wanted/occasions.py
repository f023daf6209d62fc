"""What the form for proposals and its editors are told of a call, through practices.ports."""

from django.urls import reverse

from practices.ports import Occasion
from search.wanted.models import Call, Offer


def by_reference(reference: str) -> Occasion | None:
    """Return the open call that a reference (?za=482913) names."""
    call = _open(reference)
    return _occasion(call) if call else None


def by_proposal(number: str) -> Occasion | None:
    """Return the call that a proposal was sent for, if it is still public."""
    call = Call.objects.public().filter(offers__proposal=number).first()
    return _occasion(call) if call else None


def tie(proposal: str, reference: str) -> None:
    """Note that a proposal was sent for a call; a reference that names none is nothing."""
    call = _open(reference)
    if call:
        Offer.objects.get_or_create(proposal=proposal, defaults={"call": call})


def publish(proposal: str, pid: str) -> None:
    """Note which practice a proposal became."""
    Offer.objects.filter(proposal=proposal).update(pid=pid)


def _open(reference: str) -> Call | None:
    if not (len(reference) == 6 and reference.isascii() and reference.isdigit()):
        return None
    return Call.objects.open().filter(number=reference).first()


def _occasion(call: Call) -> Occasion:
    return Occasion(call.number, call.title, reverse("wanted_detail", args=[call.number]))
