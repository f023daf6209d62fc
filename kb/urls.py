"""Every address of the site. The rooms' own addresses live in the rooms."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from kb import views
from kb.accounts.views import admin_login, admin_logout
from practices.files import serve_document, serve_file

urlpatterns = [
    path("admin/login/", admin_login),
    path("admin/logout/", admin_logout),
    path("admin/", include(wagtailadmin_urls)),
    # Wagtail's own view would show every document the moment it is uploaded.
    path(
        "documents/<int:document_id>/<path:document_filename>",
        serve_document,
        name="wagtaildocs_serve",
    ),
    path(f"{settings.MEDIA_URL.strip('/')}/<path:path>", serve_file, name="file"),
    path("robots.txt", views.robots, name="robots"),
    path("zdrave/", views.health, name="health"),
    path("schema/practice-record.json", views.record_schema, name="record_schema"),
    path("kod/", include("kb.protection.urls")),
    path("", include("practices.urls_everywhere")),
]

urlpatterns += i18n_patterns(
    path("", include("practices.urls")),
    path("", include("practices.nominations.urls")),
    path("", include("practices.submissions.urls")),
    path("", include("practices.drafts.urls")),
    path("", include("practices.signoff.urls")),
    path("", include("practices.leads.urls")),
    path("", include("practices.organisations.urls")),
    path("", include("practices.upkeep.urls")),
    path("", include("practices.changes.urls")),
    path("", include("search.urls")),
    path("", include("search.suggestions.urls")),
    path("", include("search.wanted.urls")),
    path("", include("search.workshop.urls")),
    path("vhod/", include("kb.accounts.urls")),
    path("", include("kb.protection.page_urls")),
    # Pages of text (criteria, about, …) come last: Wagtail answers what nobody above knows.
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler400 = "kb.views.bad_request"
handler403 = "kb.views.permission_denied"
handler404 = "kb.views.page_not_found"
handler500 = "kb.views.server_error"
