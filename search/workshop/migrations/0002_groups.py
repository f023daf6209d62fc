"""The editors' groups may use the workshop, reviewers may look into it."""

from django.db import migrations

from search.workshop.permissions import PERMISSIONS


def give(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    content_type, _created = ContentType.objects.get_or_create(app_label="workshop", model="rule")
    for name, codenames in PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=name)
        for codename in codenames:
            permission, _created = Permission.objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": f"Can {codename.partition('_')[0]} row of the workshop"},
            )
            group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("workshop", "0001_initial"),
        ("curation", "0002_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give, migrations.RunPython.noop)]
