"""What follows from a confirmed proposal and from a deleted page."""

from django.db.models.signals import pre_delete
from django.dispatch import receiver

from practices.changes import joining
from practices.curation.models import Submission
from practices.models import PracticePage
from practices.signals import proposal_confirmed


@receiver(proposal_confirmed, sender=Submission)
def add_to_the_same_practice(number: str, **kwargs) -> None:
    """A proposal whose sender said „същата“ becomes a proposed change, in the same transaction."""
    joining.join(Submission.objects.get(number=number))


@receiver(pre_delete, sender=PracticePage)
def give_proposals_back(instance: PracticePage, **kwargs) -> None:
    joining.part_with(instance)
