"""Where editors find those who could not read the code."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet

from kb.protection import human
from kb.protection.models import HelpRequest


class PayloadInspectView(InspectView):
    """Shows what was typed as a list of fields."""

    def get_field_display_value(self, field_name: str, field: object) -> str | SafeString:
        """Write the payload out; everything in it is a stranger's text."""
        if field_name != "payload":
            return super().get_field_display_value(field_name, field)
        rows = (
            (name, "; ".join(str(value) for value in values))
            for name, values in sorted(self.object.payload.items())
        )
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {}</li>", rows))


class StateEditView(EditView):
    """Marks a request as done; where it is dealt with elsewhere, the editor is led there."""

    def save_action(self) -> HttpResponse:
        desk = human.desk_of(self.object)
        if desk is None or self.object.state != HelpRequest.State.DONE:
            return super().save_action()
        messages.warning(
            self.request,
            _("Request %(number)s is marked as done. That counts nothing by itself: decide here.")
            % {"number": self.object.number},
        )
        return redirect(desk)


class HelpRequestViewSet(ModelViewSet):
    """List, read, mark as done. Nobody adds one by hand."""

    model = HelpRequest
    icon = "help"
    menu_label = _("Help with the code")
    menu_order = 800
    add_to_admin_menu = True
    list_display = ["number", "scope", Column("get_state_display", label=_("state")), "created"]
    list_filter = ["state", "scope"]
    search_fields = ["number", "scope"]
    form_fields = ["state"]
    edit_view_class = StateEditView
    inspect_view_enabled = True
    inspect_view_class = PayloadInspectView
    inspect_view_fields = ["number", "scope", "payload", "suspicion", "state", "created"]
    copy_view_enabled = False


@hooks.register("register_admin_viewset")
def help_requests() -> HelpRequestViewSet:
    """Register the screens."""
    return HelpRequestViewSet("help_requests", url_prefix="pomosht")
