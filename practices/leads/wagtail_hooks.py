"""Registers the queue of leads and the official mail domains in the admin and nothing else."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from practices.leads.listing import LeadViewSet, MailDomainViewSet

register_snippet(MailDomainViewSet)


@hooks.register("register_admin_viewset")
def register_queue() -> LeadViewSet:
    return LeadViewSet()
