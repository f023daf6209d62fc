"""`python -m kb.extraction FILE`, for who wonders what is read of a file."""

import pytest

from kb.extraction.__main__ import main
from tests import papers


def test_text_is_printed_and_how_it_went_is_told_aside(tmp_path, capsys):
    path = tmp_path / "naredba.pdf"
    path.write_bytes(papers.pdf("Първа страница", "Втора страница"))
    assert main([str(path)]) == 0
    said = capsys.readouterr()
    assert said.out == "Първа страница\n\nВтора страница\n"
    assert said.err.startswith("naredba.pdf: 30 characters in 2 × page, ")


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [("a.pdf", papers.scan(), "a.pdf: no_text\n"), ("b.doc", b"", "b.doc: unsupported\n")],
)
def test_reason_is_told_where_there_is_no_text(tmp_path, capsys, name, raw, said):
    (tmp_path / name).write_bytes(raw)
    assert main([str(tmp_path / name)]) == 1
    assert capsys.readouterr() == ("", said)


def test_absent_file_and_no_file_are_told_too(tmp_path, capsys):
    assert (main([str(tmp_path / "none.pdf")]), main([])) == (1, 2)
    assert capsys.readouterr().out == ""
