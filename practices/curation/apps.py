"""See docs/architecture.md for what this room is for."""

from django.apps import AppConfig


class CurationConfig(AppConfig):
    name = "practices.curation"
    label = "curation"
