"""What a draft gives to be agreed to: the text of its page, and nothing that opens the draft."""

from django.utils import timezone
from django.utils.translation import override

from practices.drafts.entries import entry_from
from practices.drafts.models import Draft
from practices.drafts.preview import text_of
from practices.signoff import rounds


def content_of(draft: Draft) -> dict:
    """Return the public document of a draft as one exact text: the same words give the same hash.

    Pictures and files have no addresses in it, for those of a draft are keys to it; the names of
    the pictures and what identifies them are under `pictures`, of documents and publications under
    their `file_key`.
    """
    entry = entry_from(draft.values)
    with override(draft.language):
        document = text_of(entry)
    begun = timezone.localdate(draft.created_at)
    for row, described in zip(document["documents"], entry["documents"], strict=True):
        row["file_key"] = described["file"]
    for row, described in zip(document["publications"], entry["publications"], strict=True):
        # Texts that were agreed to before publications had files keep their hash.
        if described["file"]:
            row["file_key"] = described["file"]
    pictures = [
        {name: row[name] for name in ("alt", "caption", "author", "file")}
        for row in entry["gallery"]
        if row["consent"]
    ]
    # How complete it is and what day it is are no part of what somebody agrees to.
    return document | {
        "pid": f"ДП-{begun.year}-0000",
        "first_published_on": begun.isoformat(),
        "completeness": {"score": 0, "gaps": []},
        "pictures": pictures,
    }


def tell_changed(draft: Draft) -> None:
    """Tell the rounds of agreement what the draft says now (1 query where there are none)."""
    listening = list(rounds.listening(draft.key))
    if listening:
        content = content_of(draft)
        for asked in listening:
            rounds.content_changed(asked, content)
