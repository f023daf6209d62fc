"""What this room adds to the admin."""

from wagtail import hooks

from practices.nominations.shelf import Shelf


@hooks.register("register_admin_viewset")
def register_shelf() -> Shelf:
    return Shelf()
