"""The jobs of the ground floor that belong to no other room."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from kb.jobs.registry import job


@job("site.scheduled", every=timedelta(minutes=1))
def publish_scheduled_pages() -> int:
    """Publish and take down the pages whose time has come; Wagtail does not count them.

    A page goes down in one transaction with what follows from it. Wagtail's command saves it first
    and tells afterwards: what failed between would never be told.
    """
    for page in Page.objects.filter(live=True, expire_at__lt=timezone.now()).order_by("expire_at"):
        with transaction.atomic():
            page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    call_command("publish_scheduled", verbosity=0)
    return 0


@job("site.sessions", every=timedelta(hours=12))
def erase_old_sessions() -> int:
    """Delete the sessions that nobody can use any more."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]
