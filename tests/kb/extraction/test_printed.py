"""A page printed by a real browser, as most PDF files of our day are made."""

from playwright.sync_api import Browser

from kb.extraction import extract

LETTER = """
<!doctype html><html lang="bg"><style>body { font: 12pt serif } h1 { font: bold 20pt sans-serif }
.narrow { width: 4.6cm; hyphens: auto; text-align: justify } .next { break-before: page }</style>
<h1>Наредба за отпадъците</h1>
<p>Общината събира <b>хранителните</b> отпадъци <i>отделно</i> – „от врата на врата“.</p>
<table><tr><td>Показател</td><td>2021 г.</td></tr><tr><td>Тонове</td><td>142,5</td></tr></table>
<p class="narrow">Домакинствата получават съдове за ком&shy;пос&shy;ти&shy;ра&shy;не и
ръ&shy;ко&shy;вод&shy;ство за у&shy;пот&shy;ре&shy;ба.</p>
<p class="next">Втора страница: office, efficient, първи и втори етап.</p></html>
"""


def test_printed_page_is_read_as_it_is_seen(browser: Browser):
    page = browser.new_page()
    page.set_content(LETTER)
    raw = page.pdf()
    page.close()
    found = extract(raw, "pdf")
    first, second = (" ".join(part.split()) for part in found.parts())
    assert first.startswith(
        "Наредба за отпадъците Общината събира хранителните отпадъци отделно – „от врата на врата“."
    )
    assert first.endswith(
        "Домакинствата получават съдове за компостиране и ръководство за употреба."
    )
    assert [word for word in ("Показател", "2021 г.", "Тонове", "142,5") if word not in first] == []
    assert second == "Втора страница: office, efficient, първи и втори етап."
    assert not found.cut
