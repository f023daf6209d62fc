"""Addresses of the code, the same in every language."""

from django.urls import re_path

from kb.protection import views

KEY = "(?P<key>[0-9a-f]{40})"

urlpatterns = [
    re_path(f"^kartinka/{KEY}/$", views.image, name="code_image"),
    re_path(rf"^zvuk/{KEY}\.wav$", views.audio, name="code_audio"),
    re_path("^nov/$", views.refresh, name="code_refresh"),
]
