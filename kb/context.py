"""What every template may know about the site."""

from django.conf import settings
from django.http import HttpRequest

FOLDER_BACKEND = "kb.mail.backends.FolderBackend"


def site(request: HttpRequest) -> dict[str, str]:
    """Return the site's name, operator and address for templates."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_operator": settings.SITE_OPERATOR,
        "site_email": settings.SITE_EMAIL,
        "site_url": settings.SITE_URL,
        "mail_folder": _mail_folder(),
    }


def _mail_folder() -> str:
    """The folder that gets the mail where none is sent, from the checkout; else empty."""
    if settings.POST_OFFICE["BACKENDS"]["default"] != FOLDER_BACKEND:
        return ""
    folder = settings.MAIL_DIR
    inside = folder.is_relative_to(settings.BASE_DIR)
    return f"{folder.relative_to(settings.BASE_DIR)}/" if inside else f"{folder}/"
