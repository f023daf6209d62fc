"""Whether a practice may become public: the starred fields, asked of a page instead of a form."""

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from practices.forms import missing_for_publication
from practices.models import PracticePage

_FIELDS = (
    *("summary", "background", "practice", "results", "municipalities_note", "licence", "consent"),
    "lead_organisation",
)


class NotReadyError(PermissionDenied):
    """An incomplete practice was about to become public. The web answers 403, never 500."""

    def __init__(self, page: PracticePage, missing: dict[str, str]) -> None:
        self.missing = missing
        super().__init__(sentence(page, missing))


def missing_in(page: PracticePage) -> dict[str, str]:
    """Return {field: sentence} for what `page`, as it is in memory, lacks to be published.

    Facts from public sources in our own words (`import_key`) may have honest gaps.
    """
    if page.import_key:
        return {}
    values = {name: getattr(page, name) for name in _FIELDS}
    values |= {name: list(getattr(page, name).all()) for name in ("municipalities", "themes")}
    missing = missing_for_publication(values)
    if any(not row.alt.strip() for row in page.gallery.all()):
        missing["gallery"] = _("Describe each picture for people who cannot see it.")
    return missing


def missing_in_draft(page) -> dict[str, str]:
    """Return what the latest revision of a page lacks; {} for anything but a practice."""
    draft = page.get_latest_revision_as_object()
    return missing_in(draft) if isinstance(draft, PracticePage) else {}


def hold_back_scheduled() -> int:
    """Take incomplete practices off the schedule whose hour has come; return how many.

    They were complete when somebody chose the hour. Wagtail publishes what is due one by one and
    stops at the first that is refused, so one of these would keep all others waiting.
    """
    held = 0
    due = Revision.page_revisions.filter(approved_go_live_at__lt=timezone.now())
    for revision in due:
        draft = revision.as_object()
        if isinstance(draft, PracticePage) and missing_in(draft):
            Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
            held += 1
    return held


def sentence(page: PracticePage, missing: dict[str, str]) -> str:
    """Return one sentence that says what to fill in before `page` can be published."""
    return _("“%(title)s” cannot be published yet. %(missing)s") % {
        "title": page.title,
        "missing": " ".join(str(message) for message in missing.values()),
    }
