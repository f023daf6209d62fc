"""What every template may know: where mail goes when none is sent."""

from pathlib import Path

import pytest

from kb.context import FOLDER_BACKEND, site


@pytest.mark.parametrize(
    "backend,folder,expected",
    [
        (FOLDER_BACKEND, "{base}/var/mail", "var/mail/"),
        (FOLDER_BACKEND, "/srv/mail", "/srv/mail/"),
        ("django.core.mail.backends.smtp.EmailBackend", "{base}/var/mail", ""),
    ],
)
def test_mail_folder_is_named_only_where_mail_goes_there(rf, settings, backend, folder, expected):
    settings.POST_OFFICE = {"BACKENDS": {"default": backend}}
    settings.MAIL_DIR = Path(folder.format(base=settings.BASE_DIR))
    assert site(rf.get("/"))["mail_folder"] == expected
