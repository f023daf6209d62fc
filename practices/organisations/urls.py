"""Addresses of organisations; kb.urls puts the language before them."""

from django.urls import path

from practices.organisations import views

urlpatterns = [
    path("organizatsiya/", views.start, name="organisation_start"),
    path("organizatsiya/pokana/<str:token>/", views.join, name="organisation_join"),
    path("organizatsiya/nova/<str:token>/", views.open_account, name="organisation_open"),
    path("nashite-praktiki/", views.own_practices, name="own_practices"),
]
