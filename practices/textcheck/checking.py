"""Every family of remarks over one entry. Pure, and never raises on an entry of odd shape."""

from practices.textcheck import (
    blanks,
    counting,
    names,
    outputs,
    personal,
    pictures,
    scripts,
    wording,
)
from practices.textcheck.passages import passages
from practices.textcheck.remarks import MUST, Remark

_FAMILIES = (personal, counting, outputs, names, scripts, blanks, wording, pictures)


def check(entry: dict) -> list[Remark]:
    """Return the remarks on an entry: what must be mended first, then by field and place.

    Dead links are not among them: they are known only to the database (`linking.link_remarks`).
    """
    texts = passages(entry)
    order = {passage.field: n for n, passage in enumerate(texts)}
    found = {remark: None for family in _FAMILIES for remark in family.remarks(entry, texts)}
    return sorted(
        found,
        key=lambda r: (r.weight != MUST, order.get(r.field, len(order)), r.start, r.code),
    )
