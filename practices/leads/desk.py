"""Reading one lead in the admin: send its municipality a link, or close it with a reason."""

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from practices.curation.choices import Suspicion
from practices.leads import domains, transitions
from practices.leads.choices import OPEN_STATES
from practices.leads.models import Lead

UNOFFICIAL = "no"


class SendForm(forms.Form):
    """The municipality's address. `standing` is asked when nobody has said whose domain it is."""

    address = forms.EmailField(
        label=gettext_lazy("Address of the municipality"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Write the address of the municipality."),
            "invalid": gettext_lazy("This is not an e-mail address."),
        },
    )
    standing = forms.CharField(required=False)
    seen = forms.IntegerField(min_value=1)


class CloseForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=3000,
        error_messages={
            "required": gettext_lazy("Write a reason; it is mailed to who pointed to the practice.")
        },
    )
    seen = forms.IntegerField(min_value=1)


class LeadPermissionMixin:
    """Opens to who may view or, for a step, change leads; the admin's own login comes before it."""

    permissions = ("view", "change")

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not any(request.user.has_perm(f"leads.{name}_lead") for name in self.permissions):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ReadView(LeadPermissionMixin, View):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return _render(request, get_object_or_404(Lead, pk=pk))


class SendView(LeadPermissionMixin, View):
    """Send the link; an unlisted domain is asked about first."""

    permissions = ("change",)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        lead = get_object_or_404(Lead, pk=pk)
        form = SendForm(request.POST)
        if not form.is_valid():
            return _render(request, lead, send=form)
        address, standing = form.cleaned_data["address"], form.cleaned_data["standing"]
        try:
            with transaction.atomic():
                if standing and standing != UNOFFICIAL:
                    place = get_object_or_404(lead.municipalities, pk=standing)
                    domains.register(place, address)
                outcome = transitions.send_link(
                    lead,
                    actor=request.user,
                    address=address,
                    unofficial=standing == UNOFFICIAL,
                    seen=form.cleaned_data["seen"],
                )
        except transitions.UnlistedDomainError as error:
            form.add_error("standing", str(error))
            return _render(request, lead, send=form)
        except ValidationError as error:
            form.add_error("address", error.messages)
            return _render(request, lead, send=form)
        except transitions.LeadError as error:
            messages.error(request, str(error))
        else:
            sent = _("The link is on its way to %(address)s.")
            known = _("%(address)s has the link already; nothing was sent again.")
            messages.success(request, (sent if outcome.changed else known) % {"address": address})
        return redirect("leads:read", pk)


class CloseView(LeadPermissionMixin, View):
    """Close it; the reason is mailed to the informant."""

    permissions = ("change",)
    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        lead = get_object_or_404(Lead, pk=pk)
        form = CloseForm(request.POST)
        if not form.is_valid():
            return _render(request, lead, close=form)
        data = form.cleaned_data
        try:
            transitions.close(lead, actor=request.user, reason=data["reason"], seen=data["seen"])
        except transitions.LeadError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The lead is closed; the reason is mailed."))
        return redirect("leads:read", pk)


def _render(
    request: HttpRequest,
    lead: Lead,
    send: SendForm | None = None,
    close: CloseForm | None = None,
) -> HttpResponse:
    """Render the lead; `send` or `close` is the form that was not taken."""
    known = dict(Suspicion.choices)
    context = {
        "lead": lead,
        "places": list(lead.municipalities.select_related("oblast")),
        "events": list(lead.events.all()),
        "suspicion": [str(known.get(code, code)) for code in lead.suspicion],
        "proposal": transitions.proposal_of(lead),
        "may_act": request.user.has_perm("leads.change_lead") and lead.state in OPEN_STATES,
        "send": send,
        "close": close,
        "asks": bool(send and "standing" in send.errors),
        "unofficial": UNOFFICIAL,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("leads:index"), "label": _("Leads")},
            {"url": "", "label": lead.number},
        ],
        "header_title": f"{lead.number} {lead.title}",
        "header_icon": "mail",
    }
    status = 422 if send or close else 200
    return render(request, "leads/admin/read.html", context, status=status)
