"""The production engine: Elasticsearch 8.19 and later, whitespace analyzers only.

No plugin, no file on the nodes, no script: every token is ours. The name of the alias carries the
version of the normaliser, so that code and index with different tokens never meet; during a
roll-out the old processes go on with the old index, and the new ones wait for theirs.

Errors are not caught here: see search/available.py.
"""

import datetime
import re
import secrets
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from elasticsearch.exceptions import HTTP_EXCEPTIONS
from elasticsearch.helpers import scan, streaming_bulk

from elasticsearch import ApiError, Elasticsearch, NotFoundError
from search.bulgarian import normaliser_version
from search.documents import SearchDocument
from search.fields import FACETS, PARTS, SCHEMA_VERSION, STREAMS, weight_in

from .alike import alike, strong_lemmas
from .base import EngineHits, Health, Key, Source, Stamp, batches, differing
from .elasticsearch_asking import answer

# Seconds a request. A question takes one, or two where the first does not settle it; with a retry a
# reader waits 4.5 at most, then the breaker opens.
WEB_TIMEOUT = 1.5
REBUILD_TIMEOUT = 30
BATCH = 500
# Of what is answered to a search, the part that is read.
SAID = ",".join(
    f"responses.{part}"
    for part in (
        "error",
        "status",
        "terminated_early",
        "hits.total",
        "hits.hits.sort",
        "hits.hits._score",
        "hits.hits.fields",
        "aggregations",
    )
)
MAX_ROUNDS = 5  # of catching up; each is shorter than the one before

# The default similarity is BM25 with the K1 and B of search.fields.
_TOKENS = {"type": "text", "analyzer": "whitespace"}
# Roots are asked one by one, never side by side: where they stand need not be known.
_STREAMS = {"lemma": _TOKENS, "exact": _TOKENS, "root": {**_TOKENS, "index_options": "freqs"}}
# Parts of which the server itself copies every word into "all": what is sent, parsed, logged and
# kept for recovery is a third less than if the words were sent for both.
_COPIED = tuple(part for part in PARTS if part in PARTS["all"] and weight_in("all", part) == 1)


def sent_to(part: str) -> list[tuple[str, int]]:
    """Return the fields whose texts are sent for a part, and how many times each."""
    left_out = _COPIED if part == "all" else ()
    return [(name, weight_in(part, name)) for name in PARTS[part] if name not in left_out]


def _part_mapping(part: str) -> dict:
    if part not in _COPIED:
        return {"properties": _STREAMS}
    copied = {name: {**kind, "copy_to": f"all.{name}"} for name, kind in _STREAMS.items()}
    return {"properties": copied}


MAPPING = {
    # A field that this file does not know is a mistake, not a new column.
    "dynamic": "strict",
    # Pages are made from the records; the index needs no copy of what it was made from.
    "_source": {"enabled": False},
    "properties": {
        "pid": {"type": "keyword"},
        "language": {"type": "keyword"},
        "shown_in": {"type": "keyword"},
        "version": {"type": "long"},
        "published": {"type": "integer"},
        "nominations": {"type": "integer"},
        "merit": {"type": "integer"},
        # Only read: by what others like this one are found.
        "strong": {"type": "keyword", "index": False},
        "codes": {**_TOKENS, "norms": False, "index_options": "docs"},
        "facets": {"properties": {facet: {"type": "keyword"} for facet in FACETS}},
        # One field per part to ask. A part of the text stands in it as many times as it weighs,
        # with a gap of positions around it that no phrase spans.
        **{part: _part_mapping(part) for part in PARTS},
    },
}


def web_client(url: str) -> Elasticsearch:
    """Return the client that readers wait for."""
    return Elasticsearch(url, request_timeout=WEB_TIMEOUT, max_retries=1, retry_on_timeout=True)


def worker_client(url: str) -> Elasticsearch:
    """Return the client of rebuilds and of the outbox."""
    return Elasticsearch(url, request_timeout=REBUILD_TIMEOUT, max_retries=3, retry_on_timeout=True)


class ElasticsearchEngine:
    """An index behind an alias. `prefix` separates sites (and tests) on one cluster."""

    name = "elasticsearch"

    def __init__(
        self,
        client: Elasticsearch,
        prefix: str,
        *,
        replicas: str = "0-1",
        version: Callable[[], str] = normaliser_version,
    ):
        self.client = client
        self.prefix = prefix
        self.replicas = replicas
        self.version = version

    @property
    def alias(self) -> str:
        """The name under which the index of this very code is found."""
        return f"{self.prefix}-s{SCHEMA_VERSION}-{self.version()[:12]}"

    # Searching

    def search(self, query, facets: Sequence[str] = ()) -> EngineHits:
        return answer(self.ask, query, facets, self.name)

    def ask(self, searches: Sequence[Mapping]) -> list[Mapping]:
        """Send searches in one request; raise what the server says of the first that failed."""
        # Half an answer would look like a whole one.
        header = {"index": self.alias, "allow_partial_search_results": False}
        lines = [line for search in searches for line in (header, search)]
        said = self.client.msearch(searches=lines, filter_path=SAID)
        for one in said["responses"]:
            if "error" in one:
                meta = replace(said.meta, status=one["status"])
                kind = HTTP_EXCEPTIONS.get(one["status"], ApiError)
                raise kind(one["error"]["type"], meta, one)
        return said["responses"]

    def related(self, key: Key, limit: int) -> list[str]:
        """Return the numbers of the practices most like one, nearest first; not its own."""
        answer = self.client.search(
            index=self.alias,
            query={"ids": {"values": [f"{key.pid}.{key.language}"]}},
            docvalue_fields=["strong"],
            source=False,
        )
        found = answer["hits"]["hits"]
        return alike(self, key, found[0]["fields"]["strong"][0].split(), limit) if found else []

    # Writing

    def index(self, documents: Iterable[SearchDocument]) -> int:
        self._insist()
        return self._write(self.alias, (source(document) for document in documents))

    def delete(self, versions: Mapping[Key, int]) -> int:
        self._insist()
        return self._write(self.alias, (deletion(*item) for item in versions.items()))

    def _insist(self) -> None:
        """Raise NotFoundError where there is no index yet.

        require_alias is not enough: a delete with an external version makes an index all the same.
        """
        self.client.indices.get_alias(name=self.alias)

    def refresh(self) -> None:
        """Make what was written visible now; for tests and after a rebuild."""
        self.client.indices.refresh(index=self.alias)

    def _write(self, index: str, actions: Iterable[dict]) -> int:
        """Send bulk actions; an older version or an absent document is no error.

        Raises BulkWriteError naming the first action that the server refused.
        """
        written = 0
        sent = streaming_bulk(
            self.client,
            actions,
            index=index,
            chunk_size=BATCH,
            raise_on_error=False,
            require_alias=index == self.alias,
            max_retries=2,
        )
        for succeeded, item in sent:
            ((kind, result),) = item.items()
            if succeeded:
                written += 1
            elif result["status"] == 409 or (kind == "delete" and result["status"] == 404):
                if result.get("error", {}).get("type") == "index_not_found_exception":
                    raise BulkWriteError(result)
            else:
                raise BulkWriteError(result)
        return written

    # Life of an index

    def rebuild(self, source_: Source) -> int:
        """Make a new index beside the old one and swap the alias once.

        What changes meanwhile goes to the old index; so the stamps of the source are compared
        with what was written until nothing differs, then once more after the swap. Any error
        deletes the half-built index and leaves the old one as it was.
        """
        new = self._create()
        try:
            held: dict[Key, Stamp] = {}
            written = self._catch_up(new, source_, held)
            for _ in range(MAX_ROUNDS):
                if not self._catch_up(new, source_, held):
                    break
            self.client.indices.put_settings(
                index=new,
                settings={
                    "refresh_interval": None,
                    "translog.durability": None,
                    "auto_expand_replicas": self.replicas,
                },
            )
            self.client.indices.refresh(index=new)
            self._swap(new)
        except BaseException:
            self.client.indices.delete(index=new, ignore_unavailable=True)
            raise
        self._catch_up(self.alias, source_, held)
        self._delete_others(new)
        return written

    def _create(self) -> str:
        made = datetime.datetime.now(datetime.UTC).strftime("%Y%m%d%H%M%S")
        name = f"{self.alias}-{made}-{secrets.token_hex(3)}"
        meta = {"normaliser_version": self.version(), "schema_version": SCHEMA_VERSION}
        self.client.indices.create(
            index=name,
            mappings={**MAPPING, "_meta": meta},
            settings={
                "number_of_shards": 1,
                # Replicas and refreshes come when the index is full: both cost on every write.
                "number_of_replicas": 0,
                "refresh_interval": "-1",
                # Nobody asks a half-built index, and one that a crash damaged is made again.
                "translog.durability": "async",
                # The deepest page is bounded by the query, far below the server's own limit.
                "max_result_window": 1000,
            },
        )
        return name

    def _catch_up(self, index: str, source_: Source, held: dict[Key, Stamp]) -> int:
        """Write what differs between the source and `held`, which is brought up to date."""
        wanted = source_.stamps()
        write, gone = differing(wanted, held)
        count = 0
        for keys in batches(write, BATCH):
            documents = list(source_.documents(keys))
            count += self._write(index, (source(document) for document in documents))
            for document in documents:
                key = Key(document.pid, document.language)
                held[key] = Stamp(document.version, document.nominations, document.shown_in)
        if gone:
            count += self._write(index, (deletion(key, held[key].version) for key in gone))
            for key in gone:
                del held[key]
        return count

    def _swap(self, new: str) -> None:
        actions = [{"remove": {"index": name, "alias": self.alias}} for name in self._behind()]
        actions.append({"add": {"index": new, "alias": self.alias}})
        self.client.indices.update_aliases(actions=actions)

    def _behind(self) -> list[str]:
        """Return the indices behind the alias: one, or none before the first rebuild."""
        try:
            return list(self.client.indices.get_alias(name=self.alias))
        except NotFoundError:
            return []

    def _delete_others(self, kept: str) -> None:
        """Delete the indices of earlier rebuilds, also of earlier normalisers."""
        ours = re.compile(re.escape(self.prefix) + r"-s\d+-\w+-\d{14}-[0-9a-f]{6}")
        others = self.client.indices.get(index=f"{self.prefix}-s*", expand_wildcards="open")
        for name in others:
            if name != kept and ours.fullmatch(name):
                self.client.indices.delete(index=name, ignore_unavailable=True)

    # Knowing

    def stamps(self) -> dict[Key, Stamp]:
        self.refresh()
        fields = ["pid", "language", "version", "nominations", "shown_in"]
        held = {}
        for hit in scan(
            self.client,
            index=self.alias,
            size=1000,
            query={"query": {"match_all": {}}, "docvalue_fields": fields, "_source": False},
        ):
            got = hit["fields"]
            key = Key(got["pid"][0], got["language"][0])
            held[key] = Stamp(got["version"][0], got["nominations"][0], tuple(got["shown_in"]))
        return held

    def health(self) -> Health:
        """Return the state of the index; raises what the client raises when it is away."""
        behind = self._behind()
        if not behind:
            return Health(self.name, ready=False, current=False, detail="no index yet")
        meta = self.client.indices.get_mapping(index=behind[0])[behind[0]]["mappings"]["_meta"]
        return Health(
            engine=self.name,
            ready=True,
            current=meta["normaliser_version"] == self.version(),
            documents=self.client.count(index=self.alias)["count"],
            normaliser=meta["normaliser_version"],
            schema=meta["schema_version"],
            detail=behind[0],
        )


class BulkWriteError(Exception):
    """The server refused an action of a bulk request; the text is its reason."""

    def __init__(self, result: dict):
        error = result.get("error") or {}
        self.kind = error.get("type", "unknown") if isinstance(error, dict) else str(error)
        super().__init__(f"{result.get('_id')}: {result.get('status')} {error}"[:500])


def source(document: SearchDocument) -> dict:
    """Return the bulk action that writes a document."""
    return {
        "_op_type": "index",
        "_id": document.key,
        # Equal versions are written again: a counter may have moved beside the record.
        "version": document.version,
        "version_type": "external_gte",
        "_source": {
            "pid": document.pid,
            "language": document.language,
            "shown_in": list(document.shown_in),
            "version": document.version,
            "published": document.published,
            "nominations": document.nominations,
            "merit": document.merit,
            "strong": " ".join(strong_lemmas(document)),
            "codes": document.codes,
            "facets": {facet: list(values) for facet, values in document.facets.items()},
            **{part: _part(document, part) for part in PARTS},
        },
    }


def _part(document: SearchDocument, part: str) -> dict[str, list[str]]:
    return {
        stream: [
            text
            for name, times in sent_to(part)
            if (text := getattr(document.fields[name], stream))
            for _ in range(times)
        ]
        for stream in STREAMS
    }


def deletion(key: Key, version: int) -> dict:
    """Return the bulk action that deletes a document of at most this version."""
    return {
        "_op_type": "delete",
        "_id": f"{key.pid}.{key.language}",
        "version": version,
        "version_type": "external_gte",
    }


def actions_of(documents: Iterable[SearchDocument]) -> Iterator[dict]:
    """Yield the bulk actions of documents, for benchmarks that load without this engine."""
    return (source(document) for document in documents)
