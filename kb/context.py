"""What every template may know about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """Return the site's name, operator and address for templates."""
    return {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_operator": settings.SITE_OPERATOR,
        "site_email": settings.SITE_EMAIL,
        "site_url": settings.SITE_URL,
    }
