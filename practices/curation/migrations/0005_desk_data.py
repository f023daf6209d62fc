"""Texts for frequent reasons, who may keep them, and the term of what waits already."""

from django.db import migrations
from django.utils import timezone

from practices.curation import groups as rules
from practices.curation.term import due_from

TEXTS = [
    (
        "ask",
        "Няма измерен резултат",
        (
            "Пишете какво сте направили. Какво се промени от това? Едно число преди и едно след, с "
            "мярка, период и откъде е взето, стига."
        ),
    ),
    (
        "ask",
        "Няма цена",
        (
            "Колко струваше всичко, в коя валута и през коя година? Ако част от парите са от програма, "
            "напишете коя."
        ),
    ),
    (
        "ask",
        "Няма човек за въпроси",
        "Кого може да попита друга община? Нужни са ни организация и служебен телефон или имейл.",
    ),
    (
        "ask",
        "Снимки с хора",
        "На снимките се виждат хора. Имате ли съгласието им снимките да се публикуват?",
    ),
    (
        "refuse",
        "Еднократно събитие",
        (
            "Публикуваме практики, които други общини могат да повторят. Описаното е еднократно събитие. "
            "Ако го правите редовно или след него е останало нещо трайно, пишете ни отново."
        ),
    ),
    (
        "refuse",
        "Още не е направено",
        (
            "Описаното предстои. Публикуваме опит, който вече е факт. Пратете го отново, когато има "
            "първи резултати, колкото и малки да са."
        ),
    ),
    (
        "refuse",
        "Реклама на продукт",
        (
            "Текстът представя продукт, а не опит на община. Ако община го ползва, нека тя опише какво "
            "се е променило при нея."
        ),
    ),
    (
        "spam",
        "Не е за общини",
        "Съобщението не се отнася до работата на българска община.",
    ),
]


def give_permissions(apps, schema_editor):
    ContentType = apps.get_model("contenttypes", "ContentType")
    Permission = apps.get_model("auth", "Permission")
    Group = apps.get_model("auth", "Group")
    for group, names in rules.DESK_PERMISSIONS.items():
        row, _created = Group.objects.get_or_create(name=group)
        for name in names:
            app_label, model, codename = name.split(".")
            kind, _created = ContentType.objects.get_or_create(app_label=app_label, model=model)
            action, _underscore, what = codename.partition("_")
            permission, _created = Permission.objects.get_or_create(
                content_type=kind,
                codename=codename,
                defaults={"name": f"Can {action} {what}"},
            )
            row.permissions.add(permission)


def write_texts(apps, schema_editor):
    ReasonTemplate = apps.get_model("curation", "ReasonTemplate")
    for purpose, name, text in TEXTS:
        ReasonTemplate.objects.get_or_create(purpose=purpose, name=name, defaults={"text": text})


def give_terms(apps, schema_editor):
    Submission = apps.get_model("curation", "Submission")
    for row in Submission.objects.filter(state__in=["new", "needs_info"], due_on=None):
        begun = timezone.localdate(row.confirmed_at or row.created_at)
        Submission.objects.filter(pk=row.pk).update(due_on=due_from(begun))


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0004_desk"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunPython(give_permissions, migrations.RunPython.noop),
        migrations.RunPython(write_texts, migrations.RunPython.noop),
        migrations.RunPython(give_terms, migrations.RunPython.noop),
    ]
