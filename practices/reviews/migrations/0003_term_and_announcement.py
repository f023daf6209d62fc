import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0002_permissions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("review", "reminded_at", models.DateTimeField(null=True)),
        migrations.AddField("round", "announced_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "round",
            "announced_by",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            "review",
            "state",
            models.CharField(
                choices=[
                    ("asked", "awaited"),
                    ("answered", "answered"),
                    ("conflict", "conflict of interest"),
                    ("released", "no longer awaited"),
                    ("expired", "did not answer within the term"),
                ],
                db_index=True,
                default="asked",
                max_length=8,
            ),
        ),
    ]
