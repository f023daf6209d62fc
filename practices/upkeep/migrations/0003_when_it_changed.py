from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("upkeep", "0002_permissions")]

    operations = [
        migrations.AddField(
            model_name="standing",
            name="changed_at",
            field=models.DateTimeField(
                blank=True, db_index=True, null=True, verbose_name="changed at"
            ),
        ),
    ]
