"""What a typed question may mean: steps, each adding alternatives to its words, with a reason.

    typed       project numbers, forms, readings, roots            always, full weight
    letters     Latin letters, other keyboards, Cyrillic for Latin
    spelling    near words, only for a word that nobody knows
    compounds   words written together or apart
    readings    forms that editors say belong to another word too
    meanings    abbreviations, synonyms, English terms
    places      municipalities and oblasts, years: optional words, and filters to offer
    courtesy    `как да`, `моля`: nothing beside other words
    weighing    words of little subject, and words that no practice has, hide nothing

Phrases in quotes and what is excluded are only read (`reread`). No step replaces what was typed. Without a `Knowledge` only the first is taken.
"""

from .knowledge import Knowledge
from .meanings import names
from .shapes import MAX_ALTERNATIVES, Alternative, Assumption, Offer, Unit, Word
from .steps import Understood, understand
from .tables import NO_ROWS, Rows, Tables

__all__ = [
    "MAX_ALTERNATIVES",
    "NO_ROWS",
    "Alternative",
    "Assumption",
    "Knowledge",
    "Offer",
    "Rows",
    "Tables",
    "Understood",
    "Unit",
    "Word",
    "names",
    "understand",
]
