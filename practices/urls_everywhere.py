"""Addresses without a language: the sitemap."""

from django.contrib.sitemaps import views as sitemap_views
from django.urls import path

from practices.sitemaps import SITEMAPS

urlpatterns = [
    path("sitemap.xml", sitemap_views.index, {"sitemaps": SITEMAPS}, name="sitemap"),
    path(
        "sitemap-<section>.xml",
        sitemap_views.sitemap,
        {"sitemaps": SITEMAPS},
        name="django.contrib.sitemaps.views.sitemap",
    ),
]
