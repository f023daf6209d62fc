"""What follows for a lead when the practice it pointed to is published."""

from django.dispatch import receiver

from practices.leads import transitions
from practices.signals import proposal_published


@receiver(proposal_published)
def tell_informant(number: str, pid: str, **kwargs) -> None:
    """Mail the address to whoever pointed to it, in the publishing transaction."""
    transitions.announce(number, pid)
