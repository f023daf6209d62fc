"""A sealed text as people see it: the page, and the words of it by section."""

import re

from django.template.loader import render_to_string

from practices.reading import practice_context
from practices.signoff.differences import Stretch, difference, shortened, words_of
from practices.signoff.sections import HEADINGS

_ANCHORS = {"predistoria": "background", "praktika": "practice", "rezultati": "results"}
_NOT_OURS = "ne-e-provereno"  # what the site says about a practice, not what the author says
_SECTION = re.compile(r'<section class="section" id="([\w-]+)"')
_PARTS = ("practices/_glance.html", "practices/_sections.html", "practices/_particulars.html")


def page_of(content: dict) -> dict:
    """Return what the templates of a practice need to show a sealed text."""
    return practice_context(content, preview=True)


def sections_of(content: dict) -> dict[str, str]:
    """Return section → the words a reader sees in it, in the language that is active."""
    context = page_of(content)
    html = "".join(render_to_string(name, context) for name in _PARTS)
    begin, *pieces = _SECTION.split(html)
    found = dict.fromkeys(HEADINGS, "")
    found["rest"] = f"{content['title']}\n{content['summary']}\n{words_of(begin)}"
    for anchor, piece in zip(pieces[::2], pieces[1::2], strict=True):
        if anchor == _NOT_OURS:
            continue
        words = words_of(f"<p{piece}")
        if name := _ANCHORS.get(anchor):
            found[name] = words.partition("\n")[2]  # the heading stands over the comparison
        else:
            found["rest"] += f"\n{words}"
    for picture in content.get("pictures", []):
        said = (picture.get(name) for name in ("alt", "caption", "author"))
        found["rest"] += "\n" + " ".join(filter(None, said))
    return found


def compared(old: dict, new: dict) -> list[tuple[str, list[Stretch]]]:
    """Return (heading, stretches) for each section that reads differently now."""
    before, after = sections_of(old), sections_of(new)
    found = (
        (str(heading), shortened(difference(before[name], after[name])))
        for name, heading in HEADINGS.items()
    )
    return [(heading, stretches) for heading, stretches in found if stretches]
