from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("practices", "0004_cost_facets")]

    operations = [
        migrations.AlterField(
            model_name="practicerecord",
            name="state",
            field=models.CharField(
                choices=[
                    ("live", "Public"),
                    ("withdrawn", "Withdrawn"),
                    ("moved", "Moved"),
                    ("archived", "Archived"),
                ],
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="recordchange",
            name="what",
            field=models.CharField(
                choices=[
                    ("published", "Published"),
                    ("updated", "Updated"),
                    ("refreshed", "Refreshed"),
                    ("withdrawn", "Withdrawn"),
                    ("moved", "Moved"),
                    ("archived", "Archived"),
                ],
                max_length=10,
                verbose_name="what",
            ),
        ),
    ]
