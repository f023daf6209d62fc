"""What is kept of people who agree to texts and who ask them: for them to read, and to erase."""

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from practices.personal import Fate
from practices.signoff.models import Answer, Person, Round


def agreement_of(mail: str) -> list[dict]:
    """Return the rounds that an address was asked in or asked others in (3 queries)."""
    people = Person.objects.filter(email__iexact=mail).order_by("pk")
    people = people.select_related("round").prefetch_related("answers")
    asked = [
        {
            "title": row.round.subject,
            "role": row.role,
            "name": row.name,
            "email": row.email,
            "invited_at": row.invited_at,
            "answers": [
                {"verdict": said.verdict, "comments": said.comments, "at": said.answered_at}
                for said in row.answers.all()
            ],
        }
        for row in people
    ]
    rounds = Round.objects.filter(author_email__iexact=mail).order_by("pk")
    return asked + [
        {
            "title": row.subject,
            "author_email": row.author_email,
            "number": row.number,
            "opened_at": row.opened_at,
            "closed_at": row.closed_at,
        }
        for row in rounds
    ]


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Erase one person from protocols: name, address, link, comments. Called again: nothing.

    The role, the answer, its day and the hash of the text stay: others rely on them.
    """
    mine = Q(author_email__iexact=mail) | Q(people__email__iexact=mail)
    keys = Round.objects.filter(mine).values("pk")
    fates = []
    for asked in Round.objects.filter(pk__in=keys).select_for_update().order_by("pk"):
        item = _("Agreement to “%(title)s”") % {"title": asked.subject}
        people = asked.people.filter(email__iexact=mail)
        if people.exists():
            Answer.objects.filter(person__in=people).update(comments={})
            people.update(name="", email="", secret="")
            gone = _("The name, the address, the link and the comments.")
            fates.append(Fate(item, gone, _("The role, the answer and its day: a protocol.")))
        if asked.author_email.lower() == mail.lower():
            asked.author_email = asked.link = ""
            asked.save(update_fields=["author_email", "link"])
            gone = _("The address of who asked for it.")
            fates.append(Fate(item, gone, _("What others answered.")))
    return fates
