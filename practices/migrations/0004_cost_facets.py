"""Records written before practices could be chosen by cost get the row of their band.

Records, their documents and versions stay as they are; the search reads the band from the document.
"""

from decimal import Decimal

from django.db import migrations

CHUNK = 500
# As they were when this was written; a later change of the bands needs a migration of its own.
BANDS = (("under_10k", 10_000), ("10k_50k", 50_000), ("50k_250k", 250_000), ("250k_1m", 1_000_000))


def add(apps, schema_editor):
    PracticeRecord = apps.get_model("practices", "PracticeRecord")
    RecordFacet = apps.get_model("practices", "RecordFacet")
    records = PracticeRecord.objects.using(schema_editor.connection.alias).filter(state="live")
    rows = [
        RecordFacet(record_id=pk, facet="cost", value=_band(Decimal(cost["eur"])))
        for pk, cost in records.values_list("pk", "document__cost").iterator(chunk_size=CHUNK)
        if cost and cost["eur"]
    ]
    RecordFacet.objects.using(schema_editor.connection.alias).bulk_create(
        rows, batch_size=CHUNK, ignore_conflicts=True
    )


def remove(apps, schema_editor):
    facets = apps.get_model("practices", "RecordFacet").objects
    facets.using(schema_editor.connection.alias).filter(facet="cost").delete()


def _band(euro):
    return next((code for code, bound in BANDS if euro < bound), "over_1m")


class Migration(migrations.Migration):
    dependencies = [("practices", "0003_site_tree")]

    operations = [migrations.RunPython(add, remove)]
