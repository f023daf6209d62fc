"""What of a text is commented and compared together. Words only, no database."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEADINGS: dict[str, Promise] = {
    "background": _("Background"),
    "practice": _("Practice"),
    "results": _("Results"),
    "rest": _("All the rest"),
}


def commented(comments: dict[str, str]) -> list[tuple[str, str]]:
    """Return (heading, comment) for the sections that have one, in the order of the page."""
    return [(str(words), comments[name]) for name, words in HEADINGS.items() if comments.get(name)]
