"""Registers the editors' queue of calls in the admin and nothing else."""

from wagtail import hooks

from search.wanted.waiting import CallViewSet


@hooks.register("register_admin_viewset")
def register_queue() -> CallViewSet:
    return CallViewSet()
