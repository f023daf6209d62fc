"""The registers of places, themes, audiences and programmes, from practices/data."""

from django.db import migrations

from practices import registers


def load(apps, schema_editor):
    registers.load(lambda name: apps.get_model("practices", name))


class Migration(migrations.Migration):
    dependencies = [("practices", "0001_initial")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
