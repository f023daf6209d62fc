"""Addresses of leads; kb.urls puts the language before them."""

from django.urls import path

from practices.leads import views

urlpatterns = [
    path("predlozhi/signal/", views.point, name="lead"),
    path("predlozhi/signal/blagodarim/", views.thanks, name="lead_thanks"),
    path("signal/<str:token>/potvardi/", views.confirm, name="lead_confirm"),
    path("signal/<str:token>/", views.claim, name="lead_claim"),
]
