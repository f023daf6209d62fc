"""What happens to the indices when a record is written. All of it in the record's transaction."""

from practices.models.published import PracticeRecord
from practices.nominations.signals import nominations_changed
from practices.signals import record_written, standing_changed
from search.attachments.models import AttachmentText
from search.attachments.signals import text_read

from . import outbox
from .engines.base import Key
from .engines.chosen import database_engine, elasticsearch_engine
from .engines.elasticsearch import ElasticsearchEngine
from .facet_names import remember
from .sources import RecordsSource


def connect() -> None:
    """Listen to the practices. Called once, when the site starts."""
    record_written.connect(index_record, sender=PracticeRecord, dispatch_uid="search.index")
    text_read.connect(index_text, sender=AttachmentText, dispatch_uid="search.text")
    standing_changed.connect(index_standing, dispatch_uid="search.standing")
    nominations_changed.connect(count_nominations, dispatch_uid="search.nominations")


def index_record(record: PracticeRecord, **_kwargs: object) -> None:
    """Bring the site's own index in line and ask Elasticsearch to follow.

    The other languages of the practice go along: whether there is an English text decides
    whether readers of English meet the Bulgarian one.
    """
    reindex(record.pid)
    if record.state == "live":
        remember(record.document)


def index_text(pid: str, **_kwargs: object) -> None:
    """Take a text that was just read into the index, in the transaction that keeps it."""
    reindex(pid)


def index_standing(pid: str, **_kwargs: object) -> None:
    """Take in whether a practice still works, in the transaction in which somebody said so."""
    reindex(pid)


def reindex(pid: str) -> None:
    """Write or delete all languages of one practice, here now and in Elasticsearch soon."""
    versions = _versions(pid)
    documents = list(RecordsSource().documents(versions))
    live = {Key(document.pid, document.language) for document in documents}
    engine = database_engine()
    engine.index(documents)
    engine.delete({key: version for key, version in versions.items() if key not in live})
    _tell_elasticsearch(versions)


def count_nominations(pid: str, count: int, **_kwargs: object) -> None:
    """Note a new number of nominations beside the words, which stay as they are."""
    database_engine().count_nominations(pid, count)
    _tell_elasticsearch(_versions(pid))


def _versions(pid: str) -> dict[Key, int]:
    rows = PracticeRecord.objects.filter(pid=pid).values_list("language", "version")
    return {Key(pid, language): version for language, version in rows}


def _tell_elasticsearch(versions: dict[Key, int]) -> None:
    if elasticsearch_engine() is not None:
        outbox.ask(ElasticsearchEngine.name, versions)


def prepare_tables(using: str, **_kwargs: object) -> None:
    """After a migration, make the tables of the database's engine if this code shapes them anew.

    Without records an empty index is complete; with them, the check and the worker's rebuild see
    that it is not.
    """
    engine = database_engine(using)
    engine.prepare()
    if not PracticeRecord.objects.using(using).exists():
        engine.declare_current()
