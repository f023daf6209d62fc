"""Pages of this room that people read, so that they exist in every language."""

from django.urls import path

from kb.protection import views

urlpatterns = [
    path("pomosht/<str:number>/", views.help_request, name="help_request"),
]
