"""See docs/architecture.md for what this room is for."""

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "practices.submissions"
    label = "submissions"
