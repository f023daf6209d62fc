"""Редактори, Рецензенти, Администратори and the one workflow, by name.

Wagtail's own „Editors“, „Moderators“ and their workflow go, unless somebody is already in them:
two sets of groups with like names would be a trap.
"""

from django.db import migrations

from practices.curation import groups as rules


def make_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    HomePage = apps.get_model("practices", "HomePage")
    PracticeIndexPage = apps.get_model("practices", "PracticeIndexPage")
    Collection = apps.get_model("wagtailcore", "Collection")
    GroupPagePermission = apps.get_model("wagtailcore", "GroupPagePermission")
    GroupCollectionPermission = apps.get_model("wagtailcore", "GroupCollectionPermission")

    shelves = {rules.EDITORS: PracticeIndexPage, rules.ADMINISTRATORS: HomePage}
    root = Collection.objects.get(depth=1)
    for name, permissions in rules.PERMISSIONS.items():
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(*(permission(apps, path) for path in permissions))
        for codename in rules.PAGE_PERMISSIONS.get(name, ()):
            for page in shelves[name].objects.all():
                GroupPagePermission.objects.get_or_create(
                    group=group,
                    page_id=page.pk,
                    permission=permission(apps, f"wagtailcore.page.{codename}"),
                )
        for path in rules.COLLECTION_PERMISSIONS.get(name, ()):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission(apps, path)
            )


def make_workflow(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    EditorReview = apps.get_model("curation", "EditorReview")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    PracticeIndexPage = apps.get_model("practices", "PracticeIndexPage")
    Group = apps.get_model("auth", "Group")

    content_type, _created = ContentType.objects.get_or_create(
        app_label="curation", model="editorreview"
    )
    task = EditorReview.objects.create(name=rules.TASK, content_type=content_type, active=True)
    task.groups.set(Group.objects.filter(name__in=[rules.EDITORS, rules.ADMINISTRATORS]))
    workflow = Workflow.objects.create(name=rules.WORKFLOW, active=True)
    WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    for shelf in PracticeIndexPage.objects.all():
        WorkflowPage.objects.create(workflow=workflow, page_id=shelf.pk)


def remove_default_groups(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    Task = apps.get_model("wagtailcore", "Task")

    Workflow.objects.filter(name="Moderators approval").delete()
    Task.objects.filter(name="Moderators approval").delete()
    Group.objects.filter(name__in=["Editors", "Moderators"], user=None).delete()


def permission(apps, path: str):
    """Return the permission "app.model.codename", made now if migrate has not made it yet."""
    app_label, model, codename = path.split(".")
    content_type, _created = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    action, _underscore, name = codename.partition("_")
    found, _created = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": f"Can {action.replace('_', ' ')} {name}"},
    )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0001_initial"),
        ("practices", "0003_site_tree"),
        ("protection", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
        ("wagtailredirects", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(make_groups, migrations.RunPython.noop),
        migrations.RunPython(make_workflow, migrations.RunPython.noop),
        migrations.RunPython(remove_default_groups, migrations.RunPython.noop),
    ]
