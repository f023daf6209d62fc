"""„Рецензенти“ rate, „Редактори“ and „Администратори“ open rounds and decide."""

from django.db import migrations

PERMISSIONS = {
    "Рецензенти": ("review", "answer_review", "Can rate practices"),
    "Редактори": ("round", "change_round", "Can change round of ratings"),
    "Администратори": ("round", "change_round", "Can change round of ratings"),
}


def give_permissions(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for group, (model, codename, name) in PERMISSIONS.items():
        row, _created = Group.objects.get_or_create(name=group)
        kind, _created = ContentType.objects.get_or_create(app_label="reviews", model=model)
        permission, _created = Permission.objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )
        row.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
