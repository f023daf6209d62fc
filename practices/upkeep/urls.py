"""The public addresses of upkeep; kb.urls puts the language before them."""

from django.urls import path

from practices.upkeep import views

urlpatterns = [
    path("praktiki/<slug:slug>/lipsva/", views.report_practice, name="report_practice"),
    path("zhiva-li-e/<str:token>/", views.still_alive, name="still_alive"),
]
