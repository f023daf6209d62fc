"""The address of the public search; kb.urls puts the language before it."""

from django.urls import path

from . import views

urlpatterns = [path("tarsene/", views.search, name="search")]
