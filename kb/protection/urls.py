"""Addresses of the code, the same in every language."""

from django.urls import path

from kb.protection import views

urlpatterns = [
    path("kartinka/<str:key>/", views.image, name="code_image"),
    path("zvuk/<str:key>.wav", views.audio, name="code_audio"),
    path("nov/", views.refresh, name="code_refresh"),
]
