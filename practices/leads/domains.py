"""Whether an address is at the official mail domain of a municipality. Registered, never guessed."""

from collections.abc import Iterable

from practices.leads.models import Lead, MailDomain
from practices.models import Municipality


def domain_of(address: str) -> str:
    """Return what stands after the @, in small letters."""
    return address.rpartition("@")[2].lower()


def is_official(lead: Lead, address: str) -> bool:
    """Tell whether the domain, to the letter, is registered for a municipality of the lead."""
    return is_official_for(lead.municipalities.all(), address)


def is_official_for(municipalities: Iterable[Municipality], address: str) -> bool:
    """Tell whether the domain, to the letter, is registered for one of the municipalities."""
    return MailDomain.objects.filter(
        domain=domain_of(address), municipality__in=municipalities
    ).exists()


def register(municipality, address: str) -> MailDomain:
    """Keep the domain of an address as official; once.

    :raises ValidationError: for a domain that can be nobody's own.
    """
    row = MailDomain(municipality=municipality, domain=domain_of(address))
    known = MailDomain.objects.filter(municipality=municipality, domain=row.domain).first()
    if known:
        return known
    row.full_clean()
    row.save()
    return row
