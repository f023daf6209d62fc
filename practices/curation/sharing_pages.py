"""What the buttons of the queue and of the reading view do beside decisions; each is one POST."""

from urllib.parse import parse_qsl, urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin import messages

from practices.curation import holding, notes, recall, sharing
from practices.curation.models import SavedView, Submission
from practices.curation.permissions import SubmissionPermissionMixin
from practices.curation.steps import TransitionError

MANY = 500  # proposals in one step, far above a page of the list
VIEWS = 20


class PostView(SubmissionPermissionMixin, View):
    """A step of somebody who may decide."""

    permission = "change"
    http_method_names = ["post"]

    def back(self, request: HttpRequest) -> HttpResponse:
        """Lead back to the list with the filters it had."""
        query = urlencode(parse_qsl(request.POST.get("query", "")[:500]))
        index = reverse("submissions:index")
        return redirect(f"{index}?{query}" if query else index)

    def chosen(self, request: HttpRequest) -> list[int]:
        """Return the keys of the ticked rows; nonsense is left out."""
        keys = request.POST.getlist("tick")[:MANY]
        return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 12]


class AssignView(PostView):
    """Give the ticked proposals to an editor, to me or to nobody."""

    def post(self, request: HttpRequest) -> HttpResponse:
        keys = self.chosen(request)
        to = self._editor(request.POST.get("to", ""))
        if not keys:
            messages.warning(request, _("Tick the proposals first."))
            return self.back(request)
        changed = sharing.assign(keys, to=to, actor=request.user)
        words = ngettext("%(n)d proposal changed hands.", "%(n)d proposals changed hands.", changed)
        messages.success(request, words % {"n": changed})
        return self.back(request)

    def _editor(self, key: str):
        if not key:
            return None
        person = next((user for user in sharing.editors() if str(user.pk) == key), None)
        if person is None:
            raise Http404
        return person


class AnnounceView(PostView):
    """Announce the held decisions among the ticked proposals together."""

    def post(self, request: HttpRequest) -> HttpResponse:
        outcome = holding.announce_held(self.chosen(request), actor=request.user)
        if outcome.done:
            words = ngettext(
                "%(n)d decision is announced; its mail leaves in ten minutes.",
                "%(n)d decisions are announced; their mails leave in ten minutes.",
                outcome.done,
            )
            messages.success(request, words % {"n": outcome.done})
        for submission in outcome.changed_since:
            words = _("%(number)s changed after it was decided. Read it again and decide.")
            messages.warning(request, words % {"number": submission.number})
        if not outcome.done and not outcome.changed_since:
            messages.warning(
                request, _("None of the ticked proposals has an unannounced decision.")
            )
        return self.back(request)


class SavedViewsView(SubmissionPermissionMixin, View):
    """Keep or forget a name for the filters of the list; each editor has their own."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        mine = SavedView.objects.filter(user=request.user)
        query = urlencode(parse_qsl(request.POST.get("query", "")[:500]))
        name = request.POST.get("name", "").strip()[:60]
        if forgotten := request.POST.get("forget", ""):
            mine.filter(pk=forgotten if forgotten.isascii() and forgotten.isdigit() else 0).delete()
        elif name and (mine.filter(name=name).exists() or mine.count() < VIEWS):
            SavedView.objects.update_or_create(
                user=request.user, name=name, defaults={"query": query[:500]}
            )
            messages.success(request, _("The view “%(name)s” is saved.") % {"name": name})
        else:
            messages.warning(request, _("Give the view a name; twenty views are the most."))
        return redirect(f"{reverse('submissions:index')}?{query}")


class NoteView(PostView):
    """Keep a note or a reply."""

    permission = "view"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        submission = get_object_or_404(Submission, pk=pk)
        parent = request.POST.get("parent", "")
        try:
            notes.write(
                submission,
                author=request.user,
                text=request.POST.get("text", ""),
                parent=int(parent) if parent.isascii() and parent.isdigit() else None,
            )
        except TransitionError:
            messages.warning(request, _("Write something first."))
        return redirect(reverse("submissions:read", args=[pk]) + "#notes")


class RecallView(PostView):
    """„Върни“: the decision and its mail are taken back."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        submission = get_object_or_404(Submission, pk=pk)
        event = request.POST.get("event", "")
        if not (event.isascii() and event.isdigit() and len(event) < 15):
            raise Http404
        try:
            outcome = recall.recall(submission, actor=request.user, event=int(event))
        except TransitionError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, outcome.submission.events.last().get_step_display())
        return redirect("byuro_proposal" if "byuro" in request.POST else "submissions:read", pk)


class UnholdView(PostView):
    """Take an unannounced decision back."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        submission = get_object_or_404(Submission, pk=pk)
        if holding.unhold(submission, actor=request.user).changed:
            messages.success(request, _("The unannounced decision is taken back."))
        return redirect("submissions:read", pk)
