"""Renames reach the records in bulk: the change leaves a request, the worker's job carries it out."""

from django.apps import apps
from django.db import models

from practices.models.pages import PracticePage
from practices.models.published import RefreshRequest
from practices.records import refresh_records

# How a practice depends on a row of each register.
LOOKUPS = {
    "theme": ["themes", "themes__parent"],
    "prerequisite": ["prerequisites"],
    "targetgroup": ["target_groups"],
    "fundingprogramme": ["funding__programme"],
    "municipality": ["municipalities"],
    "oblast": ["municipalities__oblast"],
    "region": ["municipalities__oblast__region"],
    "practicepage": ["inspired_by"],
    "organisation": ["lead_organisation", "partners__organisation"],
}


def remember(register: type[models.Model], key) -> None:
    """Leave a request in the caller's transaction; many changes of one row are one request."""
    RefreshRequest.objects.update_or_create(register=register._meta.model_name, key=str(key))


def carry_out() -> int:
    """Refresh the records behind every waiting request; return how many records changed.

    A request is removed only after its records are written and only if nobody renewed it
    meanwhile, so a worker killed half-way does the rest next time.
    """
    changed = 0
    for request in RefreshRequest.objects.order_by("at"):
        changed += refresh_records(_dependent_pages(request.register, request.key))
        RefreshRequest.objects.filter(pk=request.pk, at=request.at).delete()
    return changed


def _dependent_pages(register: str, key: str) -> models.QuerySet:
    row = apps.get_model("practices", register)(pk=key)
    condition = models.Q()
    for lookup in LOOKUPS[register]:
        condition |= models.Q(**{lookup: row.pk})
    pks = PracticePage.objects.filter(condition).values("pk")
    return PracticePage.objects.filter(pk__in=pks)
