"""Words of asking: `как да`, `искам`, `моля`. Beside other words they weigh nothing."""

from itertools import pairwise

from .draft import Workbench

# Forms as they are typed into a search box; as words of a text they stay in the index.
_ASKING = """
    искам искаме иска искат желая желаем моля молим търся търсим търсене намеря намерим намери
    открия открием покажи покажете кажи кажете дай дайте предложи предложете препоръчайте помогнете
    знам знаем знаете знае интересува интересуват направя направим направи направят правя правим
    прави правят успя успели успяха постъпя постъпим справя справим справят започна започнем
    почна почнем можем мога можете могат можело има имате имало нужно нужна нужен нужни
    здравейте здравей привет благодаря благодарим мерси питане
    начин начина начини съвет съвети идея идеи информация
    how what where when which who why can could do does did we i you us our me my should would
    want need please looking look find search show tell give there any some about get make
"""
ASKING = frozenset(_ASKING.split())
# Two words that together only say what this whole site is.
_SITE = frozenset({("добър", "практика"), ("добър", "пример"), ("good", "practice"),
                   ("best", "practice"), ("good", "example")})  # fmt: skip


def step(bench: Workbench) -> None:
    """Mark the words of asking; where there is nothing else, they count as any other."""
    for draft in bench.drafts:
        # A word cut apart by the keys of another keyboard is not its parts: `h,do` is „град“.
        typed = draft.unit.parts if len(draft.unit.parts) == 1 else ()
        forms = {part.exact for part in (*typed, *draft.meant)}
        if forms & ASKING and not draft.unit.markers:
            draft.stop = True
    for one, two in pairwise(bench.drafts):
        if one.meant and two.meant and (one.meant[0].lemma, two.meant[0].lemma) in _SITE:
            one.stop = two.stop = True
