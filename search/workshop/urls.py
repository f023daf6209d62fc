"""The address that counts which result was opened; kb.urls puts the language before it."""

from django.urls import path

from . import views

urlpatterns = [path("tarsene/izbran/", views.chosen, name="search_chosen")]
