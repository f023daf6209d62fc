"""Pages of this room that people read, so that they exist in every language."""

from django.urls import re_path

from kb.protection import views

urlpatterns = [
    re_path(r"^pomosht/(?P<number>[0-9]{6})/$", views.help_request, name="help_request"),
]
