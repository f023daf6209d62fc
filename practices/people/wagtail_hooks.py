"""Registers „Лични данни“ in the admin and nothing else."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from wagtail import hooks

from practices.people.desk import People


@hooks.register("register_admin_viewset")
def register_people() -> People:
    return People()


@hooks.register("register_permissions")
def register_permissions() -> QuerySet:
    return Permission.objects.filter(
        content_type__app_label="people", codename__in=("export_person", "erase_person")
    )
