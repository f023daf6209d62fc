"""Editors and administrators answer requests of people about their data."""

from django.db import migrations

GROUPS = ("Редактори", "Администратори")
CODENAMES = {
    "export_person": "Can export what is kept about a person",
    "erase_person": "Can erase what is kept about a person",
}


def give(apps, schema_editor):
    """Give the permissions, made now if migrate has not made them yet."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    content_type, _created = ContentType.objects.get_or_create(app_label="people", model="erasure")
    for name in GROUPS:
        group, _created = Group.objects.get_or_create(name=name)
        for codename, words in CODENAMES.items():
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type, codename=codename, defaults={"name": words}
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_initial"),
        ("curation", "0002_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
