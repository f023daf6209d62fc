"""Questions that many ask and that are answered: good to suggest to others.

What is suggested is seen by everybody, so it must name nobody and offend nobody. A question is
suggested only if it was asked in several different hours, every word of it is known to the
dictionary or stands in a practice, nothing was blanked in it, it does not look like a person's
name, and no editor hid it.
"""

import re
from datetime import timedelta

from django.db.models import Count, Max
from django.utils import timezone

from search import index_words
from search.bulgarian import analyse, is_stop_word
from search.understanding import Knowledge

from .cleaning import BLANK
from .models import Asked, HiddenQuestion

HOURS = 3  # so many different ones: more than one person with a page that reloads
DAYS = 90
LENGTH = range(3, 61)  # characters
MAX_WORDS = 7
LOOKED_AT = 6  # times as many rows as are wanted; most are good

# Beginnings of words that nobody wants suggested; whole words where the beginning is innocent.
_RUDE = re.compile(
    r"\b(?:еб[аеи]|наеб|проеб|заеб|изеб|шибан|путк|кур(?:а|ец|ове)?\b|курв|пишк|хуй|педал\b|педали\b"
    r"|педерас|мръсни[кц]|гъз|лайн|дрис|пикн|цици|копел|идиот|кретен|дебил|тъпа[кц]|мангал|циган"
    r"|убий|смърт на|порно|секс\b|fuck|shit|porn|kurv|putk|eban|huy\b|peder|sex\b)"
)
# First name, father's name, family name; or the last two of them.
_NAME = re.compile(r"\b[а-я]+(?:ов|ев|ин|ова|ева|ина)\s+[а-я]+(?:ов|ев|ин|ски|ова|ева|ина|ска)\b")


def good_questions(limit: int) -> list[tuple[str, int]]:
    """Return at most `limit` (question, hours in which it was asked), the most frequent first."""
    since = timezone.now() - timedelta(days=DAYS)
    answered = Asked.objects.filter(hour__gte=since, total__gt=0)
    rows = (
        Asked.objects.filter(hour__gte=since)
        .exclude(text__contains=BLANK)
        .exclude(text__in=HiddenQuestion.objects.values("text"))
        .values("text")
        .annotate(hours=Count("hour", distinct=True), last=Max("pk"))
        .filter(hours__gte=HOURS, last__in=answered.values("pk"))
        .order_by("-hours", "text")
        .values_list("text", "hours")
    )
    knowledge = index_words.knowledge()
    found = [(text, hours) for text, hours in rows[: limit * LOOKED_AT] if is_good(text, knowledge)]
    return found[:limit]


def is_good(text: str, knowledge: Knowledge) -> bool:
    """Whether a question may be shown to others."""
    if len(text) not in LENGTH or _RUDE.search(text) or _NAME.search(text):
        return False
    if any(mark in text for mark in ('"', "„", "“", "”", "«", "»", " -", " −", BLANK, "@")):
        return False
    tokens = {token.position: token for token in reversed(analyse(text))}
    words = list(tokens.values())
    if not words or len(words) > MAX_WORDS or all(is_stop_word(word.exact) for word in words):
        return False
    return all(not word.exact.isalpha() or knowledge.knows(word.exact) for word in words)
