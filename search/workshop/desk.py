"""The pages of the workshop in the admin: lists of questions, rows, the life of one row."""

from urllib.parse import urlencode

from django.contrib.auth.mixins import AccessMixin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from . import exports, rules, stats
from .choices import Kind, PreviewState, State
from .forms import WORDS, RuleForm, initial
from .models import HiddenQuestion, Rule
from .permissions import CHANGE, VIEW
from .rules import NotPossible
from .validation import Findings, findings

PAGE = 50
MAX_EXPORTED = 5000
ICON = "search"
WAIT = 4  # seconds after which a page that waits for the worker looks again


class WorkshopView(AccessMixin, View):
    """A page for those who may look; `permission` is what a POST needs."""

    permission = VIEW

    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        needed = CHANGE if request.method == "POST" else self.permission
        if not request.user.has_perm(needed):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def may_change(self) -> bool:
        return self.request.user.has_perm(CHANGE)

    def page(self, name: str, context: dict, *, trail=(), title: str = "", status: int = 200):
        """Render a template of the room under its heading and trail."""
        steps = [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("workshop:index"), "label": _("Search workshop")},
            *({"url": url, "label": label} for url, label in trail),
        ]
        whole = {
            "may_change": self.may_change,
            "breadcrumbs_items": steps,
            "header_title": title or _("Search workshop"),
            "header_icon": ICON,
            **context,
        }
        return render(self.request, f"workshop/{name}.html", whole, status=status)


# --- Questions ---------------------------------------------------------------------------------


def chosen(request: HttpRequest) -> tuple[str, str]:
    """Return the list and the period of an address; what is not known counts as not given."""
    name, period = request.GET.get("list", ""), request.GET.get("period", "")
    return (
        name if name in stats.LISTS else stats.FREQUENT,
        period if period in stats.PERIODS else stats.WEEK,
    )


def _choices(names: dict[str, str], current: str, address) -> list[dict]:
    return [
        {"name": name, "address": f"?{urlencode(address(code))}", "current": code == current}
        for code, name in names.items()
    ]


class _Counted:
    """What a paginator needs to know of a list without reading it."""

    def __init__(self, name: str, period: str):
        self.name, self.period = name, period

    def count(self) -> int:
        return stats.count(self.name, self.period)

    def __getitem__(self, part: slice) -> list[stats.Row]:
        limit = part.stop - part.start
        return stats.listed(self.name, self.period, first=part.start, limit=limit)


class IndexView(WorkshopView):
    """What people ask: most often, in vain, without opening anything, slowly."""

    def get(self, request: HttpRequest) -> HttpResponse:
        name, period = chosen(request)
        page = Paginator(_Counted(name, period), PAGE).get_page(request.GET.get("p"))
        texts = [row.text for row in page.object_list]
        hidden = set(HiddenQuestion.objects.filter(text__in=texts).values_list("text", flat=True))
        context = {
            "list": name,
            "period": period,
            "lists": _choices(stats.LISTS, name, lambda c: {"list": c, "period": period}),
            "periods": _choices(stats.PERIODS, period, lambda c: {"list": name, "period": c}),
            "address": urlencode({"list": name, "period": period}),
            "rows": page.object_list,
            "page": page,
            "hidden": hidden,
            "summary": stats.summary(period),
            "live": Rule.objects.filter(state=State.LIVE).count(),
            "drafts": Rule.objects.filter(state=State.DRAFT).count(),
        }
        return self.page("index", context)


class QuestionsView(WorkshopView):
    """One list as a table for a spreadsheet."""

    def get(self, request: HttpRequest) -> HttpResponse:
        name, period = chosen(request)
        heading = (
            *(_("question"), _("hours"), _("hours before"), _("times"), _("hits")),
            *(_("opened"), _("opened place"), _("slowest, ms")),
        )
        rows = (
            (
                *(row.text, row.hours, row.before, row.times, row.total, row.opened),
                "" if row.position is None else round(row.position, 1),
                row.slowest,
            )
            for row in stats.listed(name, period, limit=MAX_EXPORTED)
        )
        return exports.table(f"{name}-{period}.csv", heading, rows)


class HideView(WorkshopView):
    """A question is no longer suggested to others, or is again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        text = request.POST.get("text", "").strip()[:120]
        if not text:
            raise Http404
        if request.POST.get("shown"):
            HiddenQuestion.objects.filter(text=text).delete()
            messages.success(request, _("“%(text)s” may be suggested again.") % {"text": text})
        else:
            name = request.user.get_full_name() or request.user.get_username()
            HiddenQuestion.objects.get_or_create(text=text, defaults={"by_name": name[:150]})
            messages.success(request, _("“%(text)s” is not suggested any more.") % {"text": text})
        name, period = chosen(request)
        back = urlencode({"list": name, "period": period, "p": request.GET.get("p", "1")})
        return redirect(f"{reverse('workshop:index')}?{back}")


# --- Rows --------------------------------------------------------------------------------------


class RulesView(WorkshopView):
    """All rows by state, as a page, a table or lines for the repository."""

    def rules(self):
        state = self.request.GET.get("state", "")
        found = Rule.objects.defer("preview")
        return found.filter(state=state) if state in State else found

    def get(self, request: HttpRequest) -> HttpResponse:
        page = Paginator(self.rules(), PAGE).get_page(request.GET.get("p"))
        current = request.GET.get("state", "")
        states = {"": _("All"), **dict(State.choices)}
        context = {
            "rows": page.object_list,
            "page": page,
            "states": _choices(states, current, lambda code: {"state": code} if code else {}),
            "address": urlencode({"state": current} if current in State else {}),
        }
        trail = [("", _("Rows"))]
        return self.page("rules", context, trail=trail, title=_("What editors added"))


class RulesTableView(RulesView):
    def get(self, request: HttpRequest) -> HttpResponse:
        heading = (
            *("№", _("kind"), _("relation"), _("weight"), _("terms"), _("lead to")),
            *(_("state"), _("question it came from"), _("proposed"), _("changed")),
        )
        rows = (
            (
                *(rule.pk, rule.get_kind_display(), rule.get_relation_display(), rule.weight),
                *(" | ".join(rule.terms), " | ".join(rule.answers), rule.get_state_display()),
                *(rule.question, rule.created_at.date(), rule.changed_at.date()),
            )
            for rule in self.rules()[:MAX_EXPORTED]
        )
        return exports.table("rows.csv", heading, rows)


class RulesLinesView(RulesView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return exports.lines(self.rules().order_by("kind", "pk")[:MAX_EXPORTED])


class ChooseView(WorkshopView):
    """What could help with a question: the kinds of rows, in words."""

    permission = CHANGE

    def get(self, request: HttpRequest) -> HttpResponse:
        question = request.GET.get("q", "").strip()[:120]
        more = f"?{urlencode({'q': question})}" if question else ""
        kinds = [
            {"words": words, "address": reverse("workshop:new", args=[kind]) + more}
            for kind, words in WORDS.items()
        ]
        context = {"question": question, "kinds": kinds}
        trail = [("", _("Propose"))]
        return self.page("choose", context, trail=trail, title=_("What would help?"))


class NewView(WorkshopView):
    """A new row of one kind; kept as a draft, and its effect is worked out at once."""

    permission = CHANGE

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        question = request.GET.get("q", "").strip()[:120]
        form = RuleForm(kind=known(kind), initial={"left": question})
        return self._form(form, question)

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        question = request.POST.get("question", "").strip()[:120]
        form = RuleForm(request.POST, kind=known(kind))
        if not form.is_valid():
            return self._form(form, question)
        why = form.cleaned_data["why"]
        rule = rules.propose(form.content(), actor=request.user, why=why, question=question)
        rules.ask_for_preview(rule)
        messages.success(request, _("Kept as a draft. It changes nothing until you put it live."))
        return redirect("workshop:rule", rule.pk)

    def _form(self, form: RuleForm, question: str) -> HttpResponse:
        words = WORDS[form.kind]
        context = {"form": form, "words": words, "question": question}
        trail = [("", words.title)]
        status = 422 if form.is_bound else 200
        return self.page("form", context, trail=trail, title=words.title, status=status)


def known(kind: str) -> Kind:
    """Return the kind of an address; Http404 for one that there is not."""
    try:
        return Kind(kind)
    except ValueError as error:
        raise Http404 from error


class RuleView(WorkshopView):
    """One row: what it says, its effect, its history, and what can be done with it."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rule = get_object_or_404(Rule, pk=pk)
        content = rules.Content(**{name: getattr(rule, name) for name in rules.CONTENT})
        waiting = rule.preview_state == PreviewState.WAITING
        context = {
            "rule": rule,
            "findings": Findings() if rule.state == State.LIVE else findings(content, rule),
            "events": list(rule.events.all()),
            "effect": rule.preview if rule.preview_state == PreviewState.DONE else None,
            "waiting": waiting,
        }
        response = self.page("rule", context, trail=rows_trail(rule), title=title(rule))
        if waiting:
            response["Refresh"] = str(WAIT)
        return response


class EditView(WorkshopView):
    """A draft or an undone row is written anew."""

    permission = CHANGE

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        rule = get_object_or_404(Rule, pk=pk)
        return self._form(RuleForm(kind=rule.kind, rule=rule, initial=initial(rule)), rule)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        rule = get_object_or_404(Rule, pk=pk)
        form = RuleForm(request.POST, kind=rule.kind, rule=rule)
        if not form.is_valid():
            return self._form(form, rule)
        why = form.cleaned_data["why"]
        try:
            rules.change(
                rule, form.content(), actor=request.user, seen=seen(request, rule), why=why
            )
        except NotPossible as error:
            messages.error(request, str(error))
        else:
            rules.ask_for_preview(Rule.objects.get(pk=pk))
            messages.success(
                request, _("Kept as a draft. It changes nothing until you put it live.")
            )
        return redirect("workshop:rule", pk)

    def _form(self, form: RuleForm, rule: Rule) -> HttpResponse:
        context = {"form": form, "words": WORDS[rule.kind], "rule": rule}
        trail = [*rows_trail(rule), ("", _("Change"))]
        status = 422 if form.is_bound else 200
        return self.page("form", context, trail=trail, title=title(rule), status=status)


class StepView(WorkshopView):
    """One step of a row: its effect, live, undone."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int, step: str) -> HttpResponse:
        rule = get_object_or_404(Rule, pk=pk)
        done = {
            "effect": (lambda: rules.ask_for_preview(rule), ""),
            "live": (
                lambda: self._taken(rules.go_live, rule),
                _("Live. Every reader has it within a minute."),
            ),
            "undo": (
                lambda: self._taken(rules.undo, rule),
                _("Undone. Within a minute the search is as it was."),
            ),
        }.get(step)
        if done is None:
            raise Http404
        take, told = done
        try:
            take()
        except NotPossible as error:
            messages.error(request, str(error))
        else:
            if told:
                messages.success(request, told)
        return redirect("workshop:rule", pk)

    def _taken(self, step, rule: Rule) -> Rule:
        why = self.request.POST.get("why", "")
        return step(rule, actor=self.request.user, seen=seen(self.request, rule), why=why)


def seen(request: HttpRequest, rule: Rule) -> int:
    """Return the version that an editor looked at; 0, which none is, where it is not told."""
    typed = request.POST.get("seen", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


def title(rule: Rule) -> str:
    return f"{rule.get_kind_display().capitalize()}: {rule}"[:120]


def rows_trail(rule: Rule) -> list[tuple[str, str]]:
    return [(reverse("workshop:rules"), _("Rows")), ("", title(rule))]
