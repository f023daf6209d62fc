"""Doubles told from practices that are only alike, on the demo practices and on small cases."""

import pytest

from practices.demo.loading import entries
from practices.doubles.judging import judge, profile
from practices.doubles.measuring import measure

STORY = (
    "Микробус носи топъл обяд на възрастни хора, които живеят сами в единайсет села. "
    "Готвачът работи в кухнята на детската градина."
)
ENTRY = {"title": "Топъл обяд за единайсет села", "lead_text": STORY, "municipalities": ["GAB05"]}


def test_demo_practices_are_known_again_and_no_two_are_called_doubles():
    figures = measure(entries())
    assert figures.mixed == ()
    # Of this one only the place, by name, is left when the title loses its last word.
    assert figures.lost == (
        ("title", "„Средногорие 2020“: седем общини, бизнес и организации с една концепция"),
    )


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (ENTRY, ("text", "title", "municipality")),
        (ENTRY | {"municipalities": ["VAR06"]}, ("text", "title")),
        ({"title": "Обяд", "lead_text": f"<p>{STORY}</p>"}, ("text",)),
        ({"title": ENTRY["title"], "municipalities": ["GAB05"]}, ("title", "municipality")),
        ({"title": ENTRY["title"], "municipalities": ["VAR06"]}, None),
        ({"title": "Паркове", "municipalities": ["GAB05"]}, None),
        ({"title": "Паркове", "project_codes": ["bg05 2.001 0001"]}, ("code",)),
        # „В“ and „G“ of the other alphabet are the same code.
        ({"title": "Паркове", "project_codes": [{"raw": "ВG05-2.001-0001"}]}, ("code",)),
        ({"title": "Паркове", "partners": [{"name": "KS", "kind": "association"}]}, None),
        ({}, None),
    ],
)
def test_reasons(other, reasons):
    own = ENTRY | {
        "project_codes": ["BG05-2.001-0001"],
        "partners": [{"name": "ks", "kind": "association"}],
    }
    likeness = judge(profile(own), profile(other))
    assert (likeness and likeness.reasons) == reasons
