"""The contact on the page of a practice, in every version of the page that is kept."""

from collections.abc import Iterator
from urllib.parse import parse_qs

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.admin.models import FormState
from wagtail.models import Revision

from practices.models import PracticePage
from practices.personal import Fate

_EMPTY = {"contact_email": "", "contact_phone": "", "contact_fax": "", "contact_consent": False}


def pages_of(mail: str) -> list[dict]:
    """Return the practices an address is the contact of, also in drafts and earlier versions."""
    columns = ("pid", "title", "contact_organisation", "contact_phone", "contact_fax")
    pages = PracticePage.objects.filter(contact_email__iexact=mail).order_by("pid", "pk")
    rows = list(pages.values(*columns, "contact_email"))
    rows += [
        {"pid": revision.content["pid"], "version_of": revision.created_at}
        | {name: revision.content.get(name) for name in (*columns[1:], "contact_email")}
        for revision in _revisions(mail)
    ]
    return rows


@transaction.atomic
def erase_person(mail: str) -> list[Fate]:
    """Erase address, telephone and fax of a contact from pages, versions and unsaved forms.

    Public pages are written anew without them. Called again: nothing.
    """
    fates = []
    pages = PracticePage.objects.filter(contact_email__iexact=mail)
    for page in pages.select_for_update(of=("self",)).order_by("pk"):
        for name, value in _EMPTY.items():
            setattr(page, name, value)
        page.save(clean=False)
        post = page.contact_organisation or _("none is given")
        kept = _("The organisation or post of the contact (%(post)s) and the text.")
        if page.innovator_name:
            kept = _(
                "The organisation or post of the contact (%(post)s), the text and the innovator "
                "“%(name)s”: if that is this person, change it in the practice."
            )
        fates.append(
            Fate(
                _("Practice %(pid)s “%(title)s”") % {"pid": page.pid, "title": page.title},
                _("The address, telephone and fax of the contact."),
                kept % {"post": post, "name": page.innovator_name},
            )
        )
    versions = list(_revisions(mail).select_for_update())
    for revision in versions:
        content = revision.content | _EMPTY
        # Past Revision.save(), which would plan publication anew.
        Revision.objects.filter(pk=revision.pk).update(content=content)
    for pid in sorted({revision.content["pid"] for revision in versions}):
        item = _("Earlier versions of %(pid)s") % {"pid": pid}
        fates.append(
            Fate(item, _("The address, telephone and fax of the contact."), _("The text."))
        )
    fates += [
        Fate(_("A form that an editor has not saved"), _("All of it.")) for _row in _forms(mail)
    ]
    FormState.objects.filter(pk__in=[row.pk for row in _forms(mail)]).delete()
    return fates


def _revisions(mail: str):
    kind = ContentType.objects.get_for_model(PracticePage)
    rows = Revision.objects.filter(Q(content__contact_email__iexact=mail), content_type=kind)
    return rows.order_by("pk")


def _forms(mail: str) -> Iterator[FormState]:
    kind = ContentType.objects.get_for_model(PracticePage)
    for row in FormState.objects.filter(content_type=kind):
        typed = parse_qs(row.data).get("contact_email", [""])[0]
        if typed.strip().lower() == mail.lower():
            yield row
