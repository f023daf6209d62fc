"""See docs/architecture.md for what this room is for."""

from django.apps import AppConfig


class NominationsConfig(AppConfig):
    name = "practices.nominations"
    label = "nominations"
