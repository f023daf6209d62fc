"""Mails to whoever proposed a change: queued with what causes them, one idea each."""

from django.urls import reverse

from kb.mail import absolute, queue
from practices.changes.models import ProposedChange
from practices.changes.tokens import LIFE, Person, path_of, person_behind


def write(name: str, change: ProposedChange, **more):
    """Queue the mail changes/<name> about a change; no address left, no mail. Return it or None.

    Templates get title, number, practice_link, link (the page of the change, "" for none) and
    `more`.
    """
    if not change.email:
        return None
    person = person_behind(change)
    context = {
        "title": change.page.title,
        "number": change.page.pid,
        "practice_link": absolute(reverse("practice_number", args=[change.page.pid])),
        "link": absolute(path_of(person, "proposed_change", change.pk)) if person else "",
        **more,
    }
    return queue(f"changes/{name}", change.email, context, change.language)


def send_link(person: Person, *, kept: bool = False):
    """Queue the mail with a new link; `kept`: what was typed under the old one waits there."""
    context = {
        "title": person.page.title,
        "number": person.page.pid,
        "link": absolute(path_of(person)),
        "days": LIFE.days,
        "kept": kept,
    }
    return queue("changes/link", person.email, context, person.language)
