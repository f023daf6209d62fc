"""What is told to people about a file without text. One sentence each, with what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: dict[str, Promise] = {
    "unsupported": _("Files of this kind are not read. Save it as PDF or DOCX."),
    "too_large": _("The file is too large to be read. Make it smaller."),
    "encrypted": _("The file is locked with a password. Save it without one."),
    "broken": _("The file is damaged or is not what its name says. Save it again."),
    "active": _(
        "The file carries macros or fetches content from elsewhere. Save it as an ordinary DOCX."
    ),
    "no_text": _("There is no text in the file: probably a scan. Attach the original document."),
    "unreadable": _("The letters in the file are not real letters. Save it again as PDF or DOCX."),
    "too_slow": _("Reading the file takes too long. Save it again or make it shorter."),
    "too_heavy": _("Reading the file takes too much memory. Save it again or make it shorter."),
    "stopped": _("Reading the file was interrupted. It will be tried again."),
}


def reason(code: str) -> str:
    """Return the sentence of an error's code in the language of the moment."""
    return str(REASONS[code])
