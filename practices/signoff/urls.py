"""Addresses of agreement; kb.urls puts the language before them."""

from django.urls import path

from practices.signoff import views

urlpatterns = [
    path("saglasuvane/<str:token>/", views.review, name="signoff_review"),
    path("saglasuvane/protokol/<str:token>/", views.protocol, name="signoff_protocol"),
]
