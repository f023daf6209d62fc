"""Editors and administrators confirm organisations."""

from django.db import migrations

GROUPS = ("Редактори", "Администратори")
CODENAMES = ("view_account", "change_account")


def give(apps, schema_editor):
    """Give the permissions, made now if migrate has not made them yet."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    kind, _created = ContentType.objects.get_or_create(app_label="organisations", model="account")
    for name in GROUPS:
        group, _created = Group.objects.get_or_create(name=name)
        for codename in CODENAMES:
            permission, _created = Permission.objects.get_or_create(
                content_type=kind,
                codename=codename,
                defaults={"name": f"Can {codename.replace('_', ' ')}"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0001_initial"),
        ("curation", "0002_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
