"""Mail in a folder can be read and clicked."""

import email
import email.policy

from django.core.mail import EmailMessage, get_connection

from kb.mail import sending


def test_the_folder_holds_text_html_and_the_message_itself(letter, settings, tmp_path):
    settings.MAIL_DIR = tmp_path / "mail"
    settings.POST_OFFICE = {
        **settings.POST_OFFICE,
        "BACKENDS": {"default": "kb.mail.backends.FolderBackend"},
    }
    letter()
    assert sending.send_due() == 1
    files = {file.suffix: file for file in settings.MAIL_DIR.iterdir()}
    assert sorted(files) == [".eml", ".html", ".txt"]
    text = files[".txt"].read_text(encoding="utf-8")
    assert "To: ivan@example.bg\n" in text
    assert "Subject: Нова парола: Чешма\n" in text
    assert "https://opit.example/predlozhenie/abc/" in text
    assert 'href="https://opit.example/predlozhenie/abc/"' in files[".html"].read_text("utf-8")
    parsed = email.message_from_bytes(files[".eml"].read_bytes(), policy=email.policy.default)
    assert parsed["Subject"] == "Нова парола: Чешма"


def test_the_folder_keeps_mails_of_one_moment_apart(settings, tmp_path):
    settings.MAIL_DIR = tmp_path
    folder = get_connection("kb.mail.backends.FolderBackend")
    messages = [EmailMessage("Тема", str(n), "a@example.bg", ["b@example.bg"]) for n in range(20)]
    assert folder.send_messages(messages) == 20
    assert len(list(tmp_path.glob("*.txt"))) == 20
