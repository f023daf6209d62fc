"""The ground floor as an app, so that its templates tags, checks and catalogue are found."""

from django.apps import AppConfig


class KbConfig(AppConfig):
    name = "kb"
    label = "kb"
