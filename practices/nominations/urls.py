"""The one address of the nominations; kb.urls puts the language before it."""

from django.urls import path

from practices.nominations import views

urlpatterns = [path("praktiki/<slug:slug>/nominirai/", views.nominate, name="nominate")]
