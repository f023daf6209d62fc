"""What this room adds to the admin."""

from wagtail import hooks

from kb.protection.human import register_desk
from practices.nominations import counting
from practices.nominations.shelf import Shelf, address_of

register_desk(counting.SCOPE, address_of)


@hooks.register("register_admin_viewset")
def register_shelf() -> Shelf:
    return Shelf()
