"""What this room adds to the admin."""

from wagtail import hooks

from practices.organisations.desk import Organizatsii


@hooks.register("register_admin_viewset")
def register_organisations() -> Organizatsii:
    return Organizatsii()
