"""Editors and administrators see and decide on leads and keep the official mail domains."""

from django.db import migrations

NAMES = {
    "lead": ("view", "change"),
    "maildomain": ("view", "add", "change", "delete"),
}


def give_permissions(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for group in ("Редактори", "Администратори"):
        row, _created = Group.objects.get_or_create(name=group)
        for model, actions in NAMES.items():
            kind, _created = ContentType.objects.get_or_create(app_label="leads", model=model)
            for action in actions:
                permission, _created = Permission.objects.get_or_create(
                    content_type=kind,
                    codename=f"{action}_{model}",
                    defaults={"name": f"Can {action} {model}"},
                )
                row.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("leads", "0001_initial"),
        ("curation", "0002_groups"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
