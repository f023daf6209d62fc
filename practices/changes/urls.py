"""The public addresses of proposed changes; kb.urls puts the language before them."""

from django.urls import path

from practices.changes import views

urlpatterns = [
    path("praktiki/<slug:slug>/promyana/", views.request_link, name="request_change_link"),
    path("promyana/<str:token>/", views.propose_change, name="propose_change"),
    path("promyana/<str:token>/<int:pk>/", views.proposed_change, name="proposed_change"),
]
