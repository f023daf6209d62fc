"""Addresses of everything made from records; kb.urls puts the language before them."""

from django.urls import path

from practices import views
from practices.feeds import PracticeFeed

urlpatterns = [
    path("", views.home, name="home"),
    path("praktiki.rss", PracticeFeed(), name="practice_feed"),
    path("praktiki/", views.practice_list, name="practice_list"),
    path("praktiki/<slug:slug>/", views.practice_detail, name="practice_detail"),
    path("praktiki/<slug:slug>/pechat/", views.practice_print, name="practice_print"),
    path("praktiki/<slug:slug>/zapis.json", views.practice_record, name="practice_record"),
    path("nomer/<str:pid>/", views.practice_number, name="practice_number"),
    path("temi/", views.theme_list, name="theme_list"),
    path("temi/<slug:slug>/", views.theme_detail, name="theme_detail"),
    path("mesta/", views.place_list, name="place_list"),
    path("mesta/<slug:oblast>/", views.oblast_detail, name="oblast_detail"),
    path(
        "mesta/<slug:oblast>/<slug:municipality>/",
        views.municipality_detail,
        name="municipality_detail",
    ),
    path("godini/", views.year_list, name="year_list"),
    path("godini/<int:year>/", views.year_detail, name="year_detail"),
]
