"""What the worker does for personal data that belongs to no other room."""

from datetime import timedelta

from wagtail.admin.models import FormState

from kb.jobs import job


@job("people.erase_forms", every=timedelta(hours=6))
def erase_unsaved_forms() -> int:
    """Delete unsaved forms of the admin after a day; Wagtail does it only when somebody previews."""
    return FormState.objects.stale().delete()[0]
