"""Addresses of a proposal; kb.urls puts the language before them."""

from django.urls import path

from practices.submissions import views

urlpatterns = [
    path("predlozhi/", views.propose, name="propose"),
    path("predlozhi/blagodarim/", views.propose_thanks, name="propose_thanks"),
    path("predlozhenie/<str:token>/potvardi/", views.submission_confirm, name="submission_confirm"),
    path("predlozhenie/<str:token>/", views.submission_status, name="submission_status"),
]
