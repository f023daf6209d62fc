"""What this room adds to the admin."""

from wagtail import hooks

from kb.protection.human import register_desk
from practices.upkeep import reporting
from practices.upkeep.desk import Signali, address_of

register_desk(reporting.SCOPE, address_of)


@hooks.register("register_admin_viewset")
def register_signali() -> Signali:
    return Signali()
