"""Mail into a folder, for development: one can open and click it."""

import secrets
from email.header import decode_header, make_header
from email.message import Message
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

READABLE_HEADERS = ("Date", "From", "To", "Cc", "Reply-To", "Subject")


class FolderBackend(BaseEmailBackend):
    """Writes each message to ``settings.MAIL_DIR`` as .txt, .html (if it has one) and .eml.

    Django's own file backend writes Bulgarian text as base64, which nobody can read.
    """

    def send_messages(self, email_messages: list[EmailMessage]) -> int:
        """Write the messages; return how many."""
        folder = Path(settings.MAIL_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            name = f"{timezone.localtime():%Y%m%d-%H%M%S-%f}-{secrets.token_hex(2)}"
            self._write(folder / name, message.message())
        return len(email_messages)

    def _write(self, stem: Path, message: Message) -> None:
        stem.with_suffix(".eml").write_bytes(message.as_bytes())
        html = _body(message, "text/html")
        if html is not None:
            stem.with_suffix(".html").write_text(html, encoding="utf-8")
        headers = "".join(
            f"{name}: {make_header(decode_header(str(message[name])))}\n"
            for name in READABLE_HEADERS
            if message[name]
        )
        text = _body(message, "text/plain") or ""
        stem.with_suffix(".txt").write_text(f"{headers}\n{text}", encoding="utf-8")


def _body(message: Message, kind: str) -> str | None:
    for part in message.walk():
        if part.get_content_type() == kind and not part.get_filename():
            payload = part.get_payload(decode=True)
            return payload.decode(part.get_content_charset() or "utf-8")
    return None
