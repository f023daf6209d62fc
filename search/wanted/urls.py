"""The addresses of „Търсим практика“; kb.urls puts the language before them."""

from django.urls import path, re_path

from search.wanted import own, views
from search.wanted.feeds import CallFeed

_NUMBER = r"^tarsim-praktika/(?P<number>[0-9]{6})/"

urlpatterns = [
    path("tarsim-praktika/", views.call_list, name="wanted_list"),
    path("tarsim-praktika.rss", CallFeed(), name="wanted_feed"),
    path("tarsim-praktika/nova/", views.new_call, name="wanted_new"),
    path("tarsim-praktika/blagodarim/", views.thanks, name="wanted_thanks"),
    re_path(_NUMBER + r"$", views.call_detail, name="wanted_detail"),
    re_path(_NUMBER + r"i-az/$", views.follow_call, name="wanted_follow"),
    path("tarsim-praktika/<str:token>/potvardi/", own.confirm, name="wanted_confirm"),
    path("tarsim-praktika/<str:token>/", own.own, name="wanted_own"),
]
