"""A draft begun by somebody who is logged in stands on the list of their organisation."""

from allauth.core import context as current
from django.db.models.signals import post_save
from django.dispatch import receiver

from practices.drafts import handing
from practices.drafts.models import Author
from practices.organisations import items
from practices.organisations.access import member_of


@receiver(post_save, sender=Author)
def put_on_the_list(instance: Author, created: bool, raw: bool = False, **kwargs) -> None:
    """However a draft began: by the form, from a file, from a lead. Nothing for everybody else.

    Effects: the draft on the list, its owner's address known.
    """
    request = current.request
    if raw or not (created and instance.is_owner) or request is None:
        return
    member = member_of(request.user)
    if member is not None:
        handing.name_owner(instance, member.email)
        items.add_begun(member, instance.draft)
