"""The filters of the queue; the reading view walks through the same list."""

from datetime import timedelta

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from practices.curation import order
from practices.curation.choices import OPEN_STATES, SubmissionState
from practices.curation.models import Submission
from practices.curation.term import warned_from
from practices.models import Municipality

ALL = "all"
SORTED_BY = ("title", "due_on", "state", "created_at")  # columns that a click sorts by
# Age in days: at most, more than.
AGES = {"fresh": (3, None), "week": (15, 3), "old": (None, 15)}


class QueueFilterSet(WagtailFilterSet):
    """State (without one: what waits for a decision), municipality, age, shelf „за преглед“."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="of_state",
        choices=[*SubmissionState.choices, (ALL, _("All"))],
        empty_label=_("Waiting for a decision"),
    )
    municipalities = django_filters.ModelChoiceFilter(
        label=_("Municipality"),
        queryset=Municipality.objects.select_related("oblast"),
    )
    age = django_filters.ChoiceFilter(
        label=_("Age"),
        method="of_age",
        choices=[
            ("fresh", _("up to 3 days")),
            ("week", _("4 to 15 days")),
            ("old", _("more than 15 days")),
        ],
        empty_label=_("Any"),
    )
    is_suspicious = django_filters.ChoiceFilter(
        label=_("Shelf"),
        choices=[(True, _("To be looked at twice")), (False, _("Ordinary"))],
        empty_label=_("All"),
    )

    term = django_filters.ChoiceFilter(
        label=_("Term"),
        method="of_term",
        choices=[
            ("overdue", _("Overdue")),
            ("soon", _("Most of it is over")),
            ("fresh", _("There is time")),
        ],
        empty_label=_("Any"),
    )
    assigned = django_filters.ChoiceFilter(
        label=_("Given to"),
        method="of_editor",
        choices=[("me", _("Me")), ("nobody", _("Nobody")), ("others", _("Colleagues"))],
        empty_label=_("Anybody"),
    )
    held = django_filters.ChoiceFilter(
        label=_("Decided, not announced"),
        method="of_held",
        choices=[("yes", _("Yes")), ("no", _("No"))],
        empty_label=_("All"),
    )

    class Meta:
        model = Submission
        fields = ["state", "municipalities", "age", "is_suspicious", "term", "assigned", "held"]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.filter(state__in=OPEN_STATES)
        return super().filter_queryset(queryset)

    def of_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset if value == ALL else queryset.filter(state=value)

    def of_age(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        at_most, more_than = AGES[value]
        now = timezone.now()
        if at_most is not None:
            queryset = queryset.filter(created_at__gte=now - timedelta(days=at_most + 1))
        if more_than is not None:
            queryset = queryset.filter(created_at__lt=now - timedelta(days=more_than + 1))
        return queryset

    def of_term(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        today = timezone.localdate()
        queryset = queryset.filter(state=SubmissionState.NEW)
        if value == "overdue":
            return queryset.filter(due_on__lt=today)
        if value == "soon":
            return queryset.filter(due_on__lte=warned_from(today))
        return queryset.filter(due_on__gt=warned_from(today))

    def of_editor(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        user = self.request.user
        if value == "me":
            return queryset.filter(assigned_to=user)
        if value == "nobody":
            return queryset.filter(assigned_to=None)
        return queryset.exclude(assigned_to=None).exclude(assigned_to=user)

    def of_held(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        return queryset.filter(held__isnull=value == "no")


def filtered_keys(request: HttpRequest) -> list[int]:
    """Return the keys of the queue as `request`'s address filters it, in its order: one query."""
    base = order.ranked(Submission.objects.all(), request.user)
    filters = QueueFilterSet(request.GET, queryset=base, request=request)
    found = filters.qs if filters.is_valid() else base.filter(state__in=OPEN_STATES)
    text = request.GET.get("q", "").replace("\0", "").strip()
    if text:
        found = found.filter(
            Q(title__icontains=text) | Q(number__icontains=text) | Q(lead_text__icontains=text)
        )
    chosen = request.GET.get("ordering", "")
    columns = (chosen, "pk") if chosen.removeprefix("-") in SORTED_BY else order.ORDER
    return list(found.order_by(*columns).values_list("pk", flat=True))
