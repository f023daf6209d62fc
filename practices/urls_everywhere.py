"""Addresses without a language: sitemap, robots, health."""

urlpatterns: list = []
