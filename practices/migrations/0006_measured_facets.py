"""A computed result is no measured one: take its row from the records that have only such."""

from django.db import migrations


def mend(apps, schema_editor):
    RecordFacet = apps.get_model("practices", "RecordFacet")
    rows = RecordFacet.objects.filter(facet="has", value="measured_results")
    wrong = [
        row.pk
        for row in rows.select_related("record").iterator(chunk_size=200)
        if not any(
            measure["nature"] == "outcome"
            and measure["kind"] == "measured"
            and measure["after"]
            and not measure["planned"]
            for measure in row.record.document["measures"]
        )
    ]
    RecordFacet.objects.filter(pk__in=wrong).delete()


class Migration(migrations.Migration):
    dependencies = [("practices", "0005_archive")]

    operations = [migrations.RunPython(mend, migrations.RunPython.noop)]
