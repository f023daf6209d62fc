"""The mails of a lead: queued with the change that causes them."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kb.mail import absolute, queue
from practices.leads.models import Lead
from practices.leads.tokens import CONFIRM_LIFE, claim_path, confirm_path
from practices.wording import date_text


def ask_to_confirm(lead: Lead) -> None:
    """Queue leads/confirm with the link that proves the informant's address."""
    link = absolute(confirm_path(lead))
    _to_informant("confirm", lead, confirm_link=link, days=CONFIRM_LIFE.days)


def ask_municipality(name: str, lead: Lead) -> None:
    """Queue leads/invitation or leads/reminder; nothing in it tells who pointed to the practice."""
    with override("bg"):
        day = date_text(timezone.localdate(lead.claim_until))
    context = {"title": lead.title, "claim_link": absolute(claim_path(lead)), "day": day}
    queue(f"leads/{name}", lead.claim_email, context, "bg")


def tell_outcome(name: str, lead: Lead, **more) -> None:
    """Queue leads/claimed, leads/declined or leads/closed to the informant."""
    _to_informant(name, lead, **more)


def tell_published(lead: Lead) -> None:
    """Queue leads/published with the address of the practice."""
    with override(lead.language):
        link = absolute(reverse("practice_number", args=[lead.pid]))
    _to_informant("published", lead, practice_link=link)


def _to_informant(name: str, lead: Lead, **more) -> None:
    """Queue a mail in the informant's language; no address left, no mail."""
    if lead.email:
        context = {"number": lead.number, "title": lead.title, **more}
        queue(f"leads/{name}", lead.email, context, lead.language)
