"""A remark: where, what, why in one sentence, and how it may be said better."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from practices.textcheck.passages import Passage
from practices.textcheck.places import place_of

MUST, SHOULD = "must", "should"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to mend.

    `start` and `end` are offsets in `field_text(entry, field)`; both 0 where something is missing.
    `why` and `example` are plain sentences in the reader's language. `weight` is "must" where
    publishing would do harm or say something false, else "should".
    """

    code: str
    field: str
    start: int
    end: int
    text: str
    why: str | Promise
    example: str | Promise
    weight: str

    @property
    def place(self) -> str:
        """Where it is, as the form calls it: „Резултати“, „Снимки, ред 2“."""
        return place_of(self.field)

    @property
    def is_must(self) -> bool:
        return self.weight == MUST


# code -> (weight, why, example)
WORDS: dict[str, tuple[str, Promise, Promise]] = {
    "output_as_result": (
        SHOULD,
        _(
            "This is work done, not yet a change: a reader asks what became better by it. Add "
            "before and after, the unit, the period and how it is known."
        ),
        _(
            "“Waiting at the desk fell from 40 to 15 minutes (2019–2021, count of the front office).”"
        ),
    ),
    "output_as_outcome": (
        SHOULD,
        _("The row is marked as a change, but it counts work done. Choose “work done”."),
        _("Trainings held: work done. Staff who pass the test afterwards: a change."),
    ),
    "count_differs": (
        MUST,
        _("The text says {said}, the list has {listed}. One of them is wrong or unfinished."),
        _("Add what is missing or say so: “{said}, of which {listed} are named here”."),
    ),
    "two_spellings": (
        SHOULD,
        _("The same name is also written “{other}” here; the search will take them for two."),
        _("Keep the spelling of the official document everywhere."),
    ),
    "mixed_scripts": (
        SHOULD,
        _("The word mixes Cyrillic and Latin letters that look alike, so no search finds it."),
        _("Type the word again with one keyboard: “{better}”."),
    ),
    "mixed_code": (
        SHOULD,
        _("The code mixes Latin and Cyrillic letters, so it cannot be looked up in a register."),
        _("Type it in Latin letters only: “{better}”."),
    ),
    "blank_answer": (
        SHOULD,
        _("The answer says nothing that a reader can use."),
        _("Write one sentence of fact, or leave the field empty: a gap is shown as a gap."),
    ),
    "see_elsewhere": (
        SHOULD,
        _("Links die and nobody can search behind them; the text must stand on its own."),
        _("Say here in two sentences what one finds there, and keep the link as a source."),
    ),
    "left_blank": (
        MUST,
        _("A place was left to be filled in later."),
        _("Write the number or the name, or take the sentence out."),
    ),
    "long_sentence": (
        SHOULD,
        _("The sentence has {words} words; nobody reads it at one go."),
        _("Cut it where a new thought begins: 15 to 25 words are easy to read."),
    ),
    "too_long": (
        MUST,
        _("The text has {length} characters and there is room for {limit}."),
        _("Keep what another municipality would repeat; put the rest in a document."),
    ),
    "hollow": (
        SHOULD,
        _("Many general words and hardly a fact: who, where, how many, when?"),
        _(
            "Not “measures were taken to improve the quality of services”, but “since May 2021 two "
            "clerks take every application at one desk”."
        ),
    ),
    "superlative": (
        SHOULD,
        _("Praise without a comparison convinces nobody, and it cannot be checked."),
        _("Say what is different: “the only desk in the oblast that is open on Saturday”."),
    ),
    "phone": (
        MUST,
        _("The page is public; a telephone in the text stays in copies and archives for ever."),
        _("Put the office telephone in the field “Contact” and take it out of the text."),
    ),
    "email": (
        MUST,
        _("An e-mail address in public text collects spam and may belong to one person."),
        _("Put it in the field “Contact”: it is not shown, readers write through the site."),
    ),
    "egn": (
        MUST,
        _("This looks like a personal number (ЕГН); it must never be public."),
        _("Delete it. If the paper is needed, cover the number before you upload it."),
    ),
    "iban": (
        MUST,
        _("A bank account does not belong on a public page."),
        _(
            "Delete it and name only who paid: “the municipality and the Trust for Social Achievement”."
        ),
    ),
    "home_address": (
        MUST,
        _("This looks like somebody’s home address."),
        _("Name the quarter or the village only: “a family in the quarter of Mladost”."),
    ),
    "private_person": (
        MUST,
        _("A private person’s name stands beside age or illness; together they are personal data."),
        _("Say who without the name: “a woman of 78 who lives alone”."),
    ),
    "dead_link": (
        SHOULD,
        _("The link did not answer when it was last tried ({when})."),
        _("Open it in a browser; give the new address or upload the document itself."),
    ),
    "missing_alt": (
        MUST,
        _("Somebody who cannot see the picture learns nothing from it."),
        _("“Two clerks help an elderly man at the new desk in the town hall.”"),
    ),
    "weak_alt": (
        SHOULD,
        _("A file name or a number does not say what is in the picture."),
        _("“Children plant a lime tree in the yard of the kindergarten.”"),
    ),
}


def remark(code: str, passage: Passage, start: int, end: int, **values: object) -> Remark:
    """Return the remark `code` on a piece of a passage; `values` fill the blanks of its words."""
    weight, why, example = WORDS[code]
    return Remark(
        code=code,
        field=passage.field,
        start=start,
        end=end,
        text=passage.text[start:end],
        why=format_lazy(why, **values) if values else why,
        example=format_lazy(example, **values) if values else example,
        weight=weight,
    )
