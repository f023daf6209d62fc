"""Every address of the site. The rooms' own addresses live in the rooms."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from kb.accounts.views import admin_login, admin_logout
from practices.files import serve_file

urlpatterns = [
    path("admin/login/", admin_login),
    path("admin/logout/", admin_logout),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", serve_file, name="file"),
    path("kod/", include("kb.protection.urls")),
    path("", include("practices.urls_everywhere")),
]

urlpatterns += i18n_patterns(
    path("", include("practices.urls")),
    path("", include("practices.nominations.urls")),
    path("", include("practices.submissions.urls")),
    path("", include("search.urls")),
    path("vhod/", include("kb.accounts.urls")),
    # Pages of text (criteria, about, …) come last: Wagtail answers what nobody above knows.
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
