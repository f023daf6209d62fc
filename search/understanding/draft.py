"""The words of a question in the making: every step sees all of them and adds to each."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from search.bulgarian import Token, is_stop_word

from . import typed
from .knowledge import Knowledge
from .shapes import MAX_ALTERNATIVES, Alternative, Offer, Unit, Word

TYPED = frozenset({"code", "code:part", "lemma", "joined", "typed", "reading", "root"})


@dataclass(slots=True)
class Draft:
    """A word that steps add to. `meant`: its tokens as they are read now, one per place."""

    text: str
    start: int
    end: int
    unit: Unit
    alternatives: list[Alternative]
    meant: tuple[Token, ...]
    confidence: float = 1.0
    stop: bool = False
    optional: bool = False
    light: bool = False
    absent: bool = False

    @property
    def plain(self) -> Token | None:
        """The only token of an ordinary word."""
        return self.unit.plain

    def add(self, *found: Alternative) -> None:
        """Add alternatives; of equal ones the heavier stays."""
        for new in found:
            for at, old in enumerate(self.alternatives):
                if (old.stream, old.tokens) == (new.stream, new.tokens):
                    if new.weight > old.weight:
                        self.alternatives[at] = new
                    break
            else:
                self.alternatives.append(new)

    def finished(self) -> Word:
        """Return the word with its alternatives, the typed ones first, at most so many."""
        typed = [a for a in self.alternatives if a.reason in TYPED]
        others = [a for a in self.alternatives if a.reason not in TYPED]
        others.sort(key=lambda a: -a.weight)
        kept = tuple((typed + others)[:MAX_ALTERNATIVES])
        flags = self.stop, self.optional, self.light, self.absent
        meant = self.meant[0].lemma if len(self.meant) == 1 and not self.unit.markers else ""
        return Word(self.text, self.start, self.end, kept, *flags, meant)


@dataclass(slots=True)
class Workbench:
    """What the steps share: the text, the drafts, what is known and what is offered."""

    text: str
    knowledge: Knowledge
    drafts: list[Draft]
    offers: list[Offer] = field(default_factory=list)


def drafts_of(text: str, limit: int) -> Iterator[Draft]:
    """Yield at most `limit` words of a text as they were typed."""
    for number, unit in enumerate(typed.units(text)):
        if number == limit:
            return
        start, end = unit.parts[0].start, unit.parts[-1].end
        stop = all(is_stop_word(part.exact) for part in unit.parts)
        alternatives = typed.alternatives(unit)
        yield Draft(text[start:end], start, end, unit, alternatives, unit.parts, stop=stop)


def reading(
    knowledge: Knowledge, form: str, weight: float, reason: str
) -> tuple[list[Alternative], tuple[Token, ...]]:
    """Return what a form adds when it is meant instead of the typed one, and its tokens.

    Lemma, very form, other readings and root, weighed against one another as typed ones are.
    """
    found: dict[int, Token] = {}
    for token in knowledge.analyser.analyse(form):
        found.setdefault(token.position, token)
    tokens = tuple(found.values())
    if not tokens:
        return [], ()
    unit = Unit(tokens, None, ())
    added = [
        Alternative(a.tokens, a.stream, a.weight * weight, reason, "" if at else form)
        for at, a in enumerate(typed.alternatives(unit))
    ]
    return added, tokens


def placed(tokens: tuple[Token, ...], start: int, end: int) -> tuple[Token, ...]:
    """Return tokens as if they stood where something else was typed."""
    return tuple(token._replace(start=start, end=end) for token in tokens)
