"""Mails to those who look for a practice: queued with the change that causes them."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import override

from kb.mail import absolute, queue
from practices.models import PracticeRecord
from search.wanted.models import Call, Seeker
from search.wanted.tokens import CONFIRM_LIFE, confirm_path, own_path


def write(name: str, seeker: Seeker, **more) -> None:
    """Queue the mail wanted/<name> in the caller's transaction; no address left, no mail.

    Templates get number, title, call_link (the public page), own_link (withdraw, stop) and `more`.
    """
    if not seeker.email:
        return
    call = seeker.call
    context = {
        "number": call.number,
        "title": call.title,
        "is_author": seeker.is_author,
        "call_link": absolute(call_path(call, seeker.language)),
        "own_link": absolute(own_path(seeker)),
        **more,
    }
    queue(f"wanted/{name}", seeker.email, context, seeker.language)


def ask_to_confirm(seeker: Seeker) -> None:
    """Queue the mail with the link that proves the address."""
    name = "confirm" if seeker.is_author else "follow"
    write(name, seeker, confirm_link=absolute(confirm_path(seeker)), days=CONFIRM_LIFE.days)


def write_to_author(name: str, call: Call, **more) -> None:
    """Queue a mail for the author, if the address is still kept."""
    for seeker in call.seekers.filter(is_author=True):
        seeker.call = call
        write(name, seeker, **more)


def write_to_all(name: str, call: Call, **more) -> None:
    """Queue a mail for each who looks for it, the author included."""
    for seeker in confirmed(call.seekers.all()):
        seeker.call = call
        write(name, seeker, **more)


def write_to_followers(name: str, call: Call, **more) -> None:
    """Queue a mail for each who looks for the same, without the author."""
    for seeker in confirmed(call.seekers.filter(is_author=False)):
        seeker.call = call
        write(name, seeker, **more)


def confirmed(seekers) -> Iterable[Seeker]:
    """Return those who proved their address."""
    return seekers.exclude(confirmed_at=None)


def call_path(call: Call, language: str) -> str:
    """Return the public address of a call on the site in `language`."""
    with override(language):
        return reverse("wanted_detail", args=[call.number])


def practices(pids: list[str], language: str = "bg") -> list[dict]:
    """Return {pid, title, link} of public practices in the order of `pids`, others left out.

    In `language` where the practice has it, else in the language it has.
    """
    rows = PracticeRecord.objects.live().filter(pid__in=pids)
    rows = sorted(rows, key=lambda row: row.language == language)
    found = {row.pid: row.document for row in rows}
    return [
        {"pid": pid, "title": found[pid]["title"], "link": absolute(found[pid]["url"])}
        for pid in pids
        if pid in found
    ]
