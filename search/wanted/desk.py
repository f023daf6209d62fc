"""Reading one call, editing what is public of it, and deciding. Only a POST does anything."""

from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from wagtail.admin import messages

from practices.listing import cards_of
from practices.pids import parse_pid
from practices.widgets import DeskMunicipalitySelect
from search.wanted import duplicates, personal, transitions
from search.wanted.choices import CallState, Step, Verdict
from search.wanted.existing import found_for
from search.wanted.forms import PlacesField
from search.wanted.models import Call

FOUND = 5


class DecisionForm(forms.Form):
    """Which version was read; what is said; which practices or which call are meant."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(required=False, max_length=3000, widget=forms.Textarea)
    numbers = forms.CharField(required=False, max_length=500)
    into = forms.CharField(required=False, max_length=6)

    def pids(self) -> list[str]:
        """Return the numbers of practices that were ticked or typed, in their official spelling."""
        typed = self.cleaned_data["numbers"].replace(",", " ").replace(";", " ").split()
        ticked = self.data.getlist("pid") if hasattr(self.data, "getlist") else []
        return [parse_pid(number) or number[:20] for number in [*ticked, *typed]]


class WordingForm(forms.ModelForm):
    """What is or will be public, and the words that new practices are compared with."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    municipalities = PlacesField(
        label=gettext_lazy("Municipalities"), widget=DeskMunicipalitySelect
    )

    class Meta:
        model = Call
        fields = ("title", "text", "words", "theme", "municipalities")
        help_texts = {
            "words": gettext_lazy(
                "New practices are compared with these words, understood as the search does. "
                "Few and telling ones find better than a whole sentence."
            )
        }

    def wording(self) -> dict:
        return {name: self.cleaned_data[name] for name in transitions.WORDING}


@dataclass(frozen=True, slots=True)
class Decision:
    """A button: the transition behind it, what it needs, the words around it."""

    name: str
    take: object
    title: str
    hint: str
    button: str
    done: str
    text: str = ""
    needs: tuple[str, ...] = field(default=())


DECISIONS = {
    decision.name: decision
    for decision in (
        Decision(
            name="approve",
            take=transitions.approve,
            title=gettext_lazy("Publish"),
            hint=gettext_lazy("Everybody reads the wording on the left. The author is told."),
            button=gettext_lazy("Publish the call"),
            done=gettext_lazy("Published. The author is told."),
        ),
        Decision(
            name="join",
            take=transitions.join,
            title=gettext_lazy("Join with another call"),
            hint=gettext_lazy(
                "The author becomes one of those who look for the same there, and is told."
            ),
            button=gettext_lazy("Join"),
            done=gettext_lazy("Joined. The author hears of that call from now on."),
            needs=("into",),
        ),
        Decision(
            name="answer",
            take=transitions.answer,
            title=gettext_lazy("Answered"),
            hint=gettext_lazy("All who look for it get the practices, and your words with them."),
            button=gettext_lazy("Mark as answered"),
            done=gettext_lazy("Answered. All who look for it are told."),
            text="text",
            needs=("pids",),
        ),
        Decision(
            name="refuse",
            take=transitions.refuse,
            title=gettext_lazy("Refuse"),
            hint=gettext_lazy(
                "The author gets the reason word for word. A public call is taken down."
            ),
            button=gettext_lazy("Refuse and send the reason"),
            done=gettext_lazy("Refused. The reason is on its way."),
            text="reason",
        ),
        Decision(
            name="close",
            take=transitions.close,
            title=gettext_lazy("Close"),
            hint=gettext_lazy(
                "It can still be read, with your reason; nobody hears of new practices."
            ),
            button=gettext_lazy("Close and send the reason"),
            done=gettext_lazy("Closed. The reason is on its way."),
            text="reason",
        ),
        Decision(
            name="reopen",
            take=transitions.reopen,
            title=gettext_lazy("Open again"),
            hint=gettext_lazy("Its answers are taken back. All are told; the reason stays here."),
            button=gettext_lazy("Open the call again"),
            done=gettext_lazy("The call is open again."),
            text="reason",
        ),
    )
}
OPEN_TO = {
    CallState.WAITING: ("approve", "join", "refuse"),
    CallState.OPEN: ("answer", "close", "refuse"),
    CallState.ANSWERED: ("answer", "reopen"),
    CallState.CLOSED: ("reopen",),
}
REWORDED = (CallState.WAITING, CallState.OPEN, CallState.ANSWERED, CallState.CLOSED)


class CallPermissionMixin:
    """Opens to who may `permission` calls; the admin's own login comes before it."""

    permission = "change"

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        allowed = {"view": ("view", "change"), "change": ("change",)}[self.permission]
        if not any(request.user.has_perm(f"wanted.{name}_call") for name in allowed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ReadingView(CallPermissionMixin, View):
    """One call with what was found for it, its trail and what can be decided."""

    permission = "view"

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return render_reading(request, get_object_or_404(Call, pk=pk))


class WordingView(CallPermissionMixin, View):
    """Saves the public wording; whatever was typed comes back if it was not taken."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        call = get_object_or_404(Call, pk=pk)
        form = WordingForm(request.POST, instance=Call(pk=call.pk))
        if not form.is_valid():
            return render_reading(request, call, wording=form)
        try:
            transitions.reword(
                call,
                actor=request.user,
                wording=form.wording(),
                municipalities=form.cleaned_data["municipalities"],
                seen=form.cleaned_data["seen"],
            )
        except transitions.TransitionError as error:
            form.add_error(None, _told(error))
            return render_reading(request, error.call or call, wording=form)
        messages.success(request, _("The wording is saved."))
        return redirect("calls:read", pk)


class DecisionView(CallPermissionMixin, View):
    """Carries out one decision; whatever was typed comes back if it was not taken."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        call = get_object_or_404(Call, pk=pk)
        decision = DECISIONS.get(request.POST.get("decision", ""))
        if decision is None:
            raise Http404
        form = DecisionForm(request.POST)
        if not form.is_valid():
            return render_reading(request, call, chosen=decision.name, form=form)
        try:
            outcome = decision.take(call, actor=request.user, **_values(decision, form))
        except transitions.TransitionError as error:
            form.add_error("text", _told(error))
            return render_reading(request, error.call or call, chosen=decision.name, form=form)
        if outcome.changed:
            messages.success(request, decision.done)
        else:
            messages.warning(request, _who_did_it(outcome.call))
        return redirect("calls:read", pk)


def _values(decision: Decision, form: DecisionForm) -> dict:
    """Return the arguments of a transition from what was posted."""
    values = {"seen": form.cleaned_data["seen"]}
    if decision.text:
        values[decision.text] = form.cleaned_data["text"]
    if "pids" in decision.needs:
        values["pids"] = form.pids()
    if "into" in decision.needs:
        values["into"] = get_object_or_404(Call, number=form.cleaned_data["into"])
    return values


def render_reading(
    request: HttpRequest,
    call: Call,
    *,
    wording: WordingForm | None = None,
    chosen: str = "",
    form: DecisionForm | None = None,
) -> HttpResponse:
    """Render the reading view; `chosen` is the decision whose `form` was not taken."""
    may_decide = request.user.has_perm("wanted.change_call")
    names = list(OPEN_TO.get(call.state, ())) if may_decide else []
    doubles = duplicates.likely(call) if call.state == CallState.WAITING else []
    if not doubles and "join" in names:
        names.remove("join")
    if form is not None and chosen not in names:
        names.append(chosen)
    failed = form is not None or wording is not None
    if wording is None and may_decide and call.state in REWORDED:
        wording = WordingForm(instance=call, initial={"seen": call.version})
    context = {
        "call": call,
        "wording": wording,
        "decisions": [DECISIONS[name] for name in names],
        "chosen": chosen,
        "form": form,
        "doubles": doubles,
        "personal": personal.details(f"{call.title}\n{call.text}"),
        "was_reworded": (call.typed_title, call.typed_text) != (call.title, call.text),
        "places": list(call.municipalities.select_related("oblast")),
        "author": call.seekers.filter(is_author=True).first(),
        "followers": call.seekers.filter(is_author=False).exclude(confirmed_at=None).count(),
        "offers": list(call.offers.all()),
        "events": list(call.events.all()),
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("calls:index"), "label": _("Wanted practices")},
            {"url": "", "label": f"№ {call.number}"},
        ],
        "header_title": str(call),
        "header_icon": "help",
        **_practices(call),
    }
    return render(request, "wanted/admin/read.html", context, status=422 if failed else 200)


def _practices(call: Call) -> dict:
    """Return what was found for a call, what answers it, and what the search finds for it now."""
    matches = list(call.matches.prefetch_related("notices"))
    answers = list(call.answers.values_list("pid", flat=True))
    now = found_for(call.words, call.language, FOUND) if call.words else []
    pids = list(dict.fromkeys([*[match.pid for match in matches], *answers, *now]))
    cards = {card.pid: card for card in cards_of(pids, "bg")}
    found = [
        {
            "card": cards[match.pid],
            "words": match.words,
            "yes": sum(notice.verdict == Verdict.YES for notice in match.notices.all()),
            "no": sum(notice.verdict == Verdict.NO for notice in match.notices.all()),
        }
        for match in matches
        if match.pid in cards
    ]
    known = {match.pid for match in matches} | set(answers)
    return {
        "found": found,
        "answers": [cards[pid] for pid in answers if pid in cards],
        "hits": [cards[pid] for pid in now if pid in cards and pid not in known],
    }


def _told(error: transitions.TransitionError) -> str:
    """Return what went wrong, and who got there first when somebody did."""
    if error.call is None:
        return str(error)
    return f"{error} {_who_did_it(error.call)}"


def _who_did_it(call: Call) -> str:
    """Return who changed the call last, and to what: „Публикувана от Мария Иванова“."""
    last = call.events.last()
    step = Step(last.step).label
    if not last.actor_name:
        return _("Last step: %(step)s.") % {"step": step}
    return _("Last step: %(step)s, by %(who)s.") % {"step": step, "who": last.actor_name}
