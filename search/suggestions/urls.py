"""The address of the suggestions; kb.urls puts the language before it."""

from django.urls import path

from . import views

urlpatterns = [path("tarsene/predlozheniya/", views.suggestions, name="search_suggestions")]
