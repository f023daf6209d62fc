"""The tables of the engine that lives in the site's own database.

They are derived data, so they are no models: a change of their shape is a new SCHEMA_VERSION,
after which `prepare` makes them anew (see search.signal_handlers.prepare_tables).
"""

from django.db import migrations

from search.engines.postgresql import PostgreSQLEngine
from search.engines.sqlite import SQLiteEngine

ENGINES = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}


def prepare(apps, schema_editor):
    ENGINES[schema_editor.connection.vendor](schema_editor.connection).prepare()


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(prepare, migrations.RunPython.noop)]
