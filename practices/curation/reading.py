"""What stands on the reading view beside the buttons: text, story, notes, who else, where in line."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from practices.curation import filters, notes, order, recall, sharing
from practices.curation.models import HeldDecision, ReasonTemplate, Submission
from practices.doubles import choosing, finding
from practices.gaps import gauge
from practices.ports import occasion_of
from practices.textcheck import check, claims
from practices.textcheck.claims import unsupported
from practices.textcheck.linking import link_remarks


def sections(submission: Submission) -> list[tuple[str, str]]:
    """Return (heading, text as typed) of the proposal's own words, empty ones too."""
    return [
        (_("What was done, in short"), submission.lead_text),
        (_("Background"), submission.background),
        (_("Practice"), submission.practice),
        (_("Results"), submission.results),
    ]


def story(submission: Submission, user, *, may_decide: bool) -> dict:
    """Return trail, notes, what is new to `user`, who else has it open, what can be taken back.

    Claims the entry for `user` and notes that they looked.
    """
    claimed = sharing.claim(submission, user) if may_decide else None
    since = sharing.look(submission, user)
    events = list(submission.events.all())
    threads = notes.threads(submission)
    lines = [note for note, _replies in threads] + [r for _n, rs in threads for r in rs]
    places = list(submission.municipalities.select_related("oblast"))
    new_lines = [
        row for row in lines if since is not None and row.at > since and row.author_id != user.pk
    ]
    return {
        "submission": submission,
        "events": events,
        "threads": threads,
        "claim": claimed,
        "looked": since,
        "new_events": [
            e for e in events if since is not None and e.at > since and e.actor_id != user.pk
        ],
        "new_notes": new_lines,
        "recallable": recall.recallable(submission, events) if may_decide else None,
        "held": HeldDecision.objects.filter(submission=submission).select_related("actor").first(),
        "colleagues": [editor for editor in sharing.editors() if editor != user],
        "templates": list(ReasonTemplate.objects.all()) if may_decide else [],
        "places": places,
        "files": list(submission.files.all()),
        "occasion": occasion_of(submission.number),
        "age": order.term_of(submission),
        **checked(entry_of(submission)),
        **doubles(submission, [place.code for place in places]),
    }


def doubles(submission: Submission, municipalities: list[str]) -> dict:
    """Return the published practices that it may be, and what its sender says of them."""
    own = [submission.page.pid] if submission.page_id else []
    entry = entry_of(submission) | {"municipalities": municipalities}
    return {
        "doubles": finding.likely(entry, submission.language, without=own),
        "said": choosing.chosen(submission.form_key),
    }


def checked(entry: dict) -> dict:
    """Return what the text would gain from: remarks, numbers without a source, gaps."""
    return {
        "remarks": [*check(entry), *link_remarks(entry)],
        "claims": unsupported(claims(entry)),
        "gauge": gauge(entry),
    }


def around(request: HttpRequest, submission: Submission) -> dict:
    """Return the neighbours in the filtered list and the filters as a query."""
    keys = filters.filtered_keys(request)
    before, after, place = order.neighbours(keys, submission.pk)
    query = request.GET.copy()
    query.pop("p", None)
    return {
        "before": before,
        "after": after,
        "place": place,
        "length": len(keys),
        "query": query.urlencode(),
    }


def entry_of(submission: Submission) -> dict:
    """Return the proposal in the shape that the text check reads: the full entry, or its short form."""
    if submission.full:
        return submission.full
    names = ("title", "lead_text", "background", "practice", "results", "evidence_link")
    return {name: getattr(submission, name) for name in names}
