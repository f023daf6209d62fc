"""What every view of a draft begins with."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from practices.drafts.models import Author
from practices.drafts.saving import ClosedError
from practices.drafts.tokens import open_token
from practices.submissions.views import thanks_path


def by_link(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view the author behind its token; answer dead links and sent drafts in its place.

    No cookie counts here, the link is all (practices.drafts.tokens), so no CSRF token is asked for:
    a form saves also after session and token are long gone.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def opened_view(request: HttpRequest, token: str, *args, **kwargs) -> HttpResponse:
        opened = open_token(token)
        if opened.author is None:
            return _dead_link(request, opened.fault)
        author = opened.author
        if author.draft.number:
            return redirect(thanks_path(author.draft.number))
        try:
            response = view(request, author, token, *args, **kwargs)
        except ClosedError as closed:
            return redirect(thanks_path(closed.number))
        response.headers["X-Robots-Tag"] = "noindex"
        # The address is the key: no other site learns it from us.
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return opened_view


def step_facts(author: Author) -> dict[int, dict]:
    """Return {step: {"by": address, "at": ISO}} of who changed each step last."""
    people = {row.pk: row.email for row in author.draft.authors.all()}
    return {
        int(step): {"by": people.get(stamp["by"], ""), "at": stamp["at"]}
        for step, stamp in author.draft.stamps.items()
    }


def _dead_link(request: HttpRequest, fault: str) -> HttpResponse:
    """410 for a draft that is gone, with what was just typed, if anything; 404 for no link."""
    typed = [
        (name, value)
        for name in request.POST
        for value in request.POST.getlist(name)
        if value.strip() and not name.startswith("code_") and name not in ("go", "version")
    ]
    status = 410 if fault == "expired" else 404
    return render(request, "drafts/dead_link.html", {"fault": fault, "typed": typed}, status=status)
