"""The remarks are precise on every annotated text, and the editors' own practices are left in peace."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.template.loader import render_to_string
from django.utils.translation import override

from practices.demo.loading import FOLDER, entries
from practices.textcheck import check, claims
from practices.textcheck.claims import unsupported
from practices.textcheck.evaluation.judging import judge, texts
from practices.textcheck.remarks import WORDS

PRECISE = 0.9
FOUND = 0.8


def test_every_code_is_precise_and_exercised():
    assert len(texts()) >= 40
    judgement = judge(check)
    assert {c: p for c in judgement.codes if (p := judgement.precision(c) or 0) < PRECISE} == {}
    assert {c: r for c in judgement.codes if (r := judgement.recall(c) or 0) < FOUND} == {}
    assert set(judgement.codes) == set(WORDS) - {"dead_link"}


def test_practices_that_editors_wrote_get_only_true_remarks():
    found = [(entry["id"], r.code, r.text) for entry in entries() for r in check(entry)]
    assert found == [("sliven-partnyori-za-razvitie", "mixed_code", "BG05SFOP001-2.025-0025-С01")]


def test_the_command_tells_place_words_reason_and_example():
    out = StringIO()
    call_command("textcheck", str(FOLDER / "sliven-partnyori-za-razvitie.json"), stdout=out)
    assert out.getvalue() == (
        "should mixed_code project_codes.0:0-26 „BG05SFOP001-2.025-0025-С01“\n"
        "       В кода има и латински, и кирилски букви и в регистър няма да бъде намерен.\n"
        "       Напишете го само с латински букви: „BG05SFOP001-2.025-0025-C01“.\n"
    )
    with pytest.raises(CommandError):
        call_command("textcheck", "nyama.json")


RESULTS = (
    "През 2018 г. от 61 ухапани остават 17 по данни на РЗИ, а регистрираните кучета са 2 310. "
    "На 12 май 2019 г. приютът „Дом 100“ отваря с 45 места; очакваме 30% по-малко сигнали по "
    "изчисления на общината. Двама ветеринари работят от 9 до 17 ч."
)
MEASURES = [
    {"indicator": "регистрирани кучета", "before": "240", "after": "2310", "unit": "бр.",
     "source": "", "kind": "measured"},
    {"indicator": "места в приюта", "after": "45", "unit": "места", "source": "протокол",
     "kind": "measured"},
]  # fmt: skip


def test_every_number_of_the_results_is_a_claim_with_what_backs_it():
    found = claims({"results": [RESULTS], "measures": MEASURES})
    assert [(c.text, c.kind, c.source) for c in found] == [
        ("61 ухапани", "claimed", "по данни на РЗИ"),
        ("17", "claimed", "по данни на РЗИ"),
        ("2 310", "measured", "по данни на РЗИ"),
        ("45 места", "measured", "протокол"),
        ("30%", "computed", "по изчисления на общината"),
        ("Двама ветеринари", "claimed", ""),
    ]
    assert [claim.text for claim in unsupported(found)] == ["Двама ветеринари"]
    assert [claim.number for claim in found] == ["61", "17", "2310", "45", "30", "2"]


def test_remarks_are_shown_with_their_words_as_text():
    entry = {"title": "<b>Уникален</b> проект", "results": "Гости: 40."}
    values = {"remarks": check(entry), "claims": claims(entry), "language": "bg"}
    with override("bg"):
        html = render_to_string("textcheck/_remarks.html", values)
    assert html.count("<li") == 1
    assert '<q lang="bg">Уникален</q>' in html
    assert '<th scope="row" lang="bg">40</th>' in html
