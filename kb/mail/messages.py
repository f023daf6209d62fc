"""From a template trio to a row in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.utils import translation
from post_office import mail
from post_office.models import Email


@dataclass(frozen=True, slots=True)
class Message:
    """A mail in words: one line of subject, plain text, HTML."""

    subject: str
    text: str
    html: str


def queue(template: str, to: str | Sequence[str], context: dict[str, Any], language: str) -> Email:
    """Render a message and write it into the queue, in the caller's transaction.

    :param template: name of the trio ``templates/emails/<template>.subject.txt``, ``.txt`` and
        ``.html``; the two texts extend ``emails/base.txt`` and ``emails/base.html``.
    :param to: one address or several; several see each other.
    :param context: for the templates; they also get ``site_name``, ``site_url``, ``site_email``,
        ``site_operator`` and ``language``. Paths become links by ``absolute(path)``.
    :param language: code of the language to write in.
    :returns: the queued row; the worker sends it after the transaction is committed.
    :raises ValidationError: if an address is no address.
    """
    recipients = [to] if isinstance(to, str) else list(to)
    # So that an absence note or a list does not answer a machine.
    headers = {"Auto-Submitted": "auto-generated"}
    if settings.SITE_EMAIL:
        headers["Reply-To"] = settings.SITE_EMAIL
    message = render(template, context, language)
    return mail.send(
        recipients=recipients,
        sender=settings.DEFAULT_FROM_EMAIL,
        subject=message.subject,
        message=message.text,
        html_message=message.html,
        headers=headers,
        priority="medium",
    )


def render(template: str, context: dict[str, Any], language: str) -> Message:
    """Return what `queue` would queue; who is about to send it can read it first."""
    values = {
        "site_name": settings.WAGTAIL_SITE_NAME,
        "site_operator": settings.SITE_OPERATOR,
        "site_email": settings.SITE_EMAIL,
        "site_url": settings.SITE_URL,
        "language": language,
        **context,
    }
    with translation.override(language):
        # One line: a line break in a subject would begin a header of the writer's choice.
        subject = " ".join(_plain(f"emails/{template}.subject.txt", values).split())
        text = _plain(f"emails/{template}.txt", values).strip() + "\n"
        html = render_to_string(f"emails/{template}.html", values)
    return Message(subject=subject, text=text, html=html)


def absolute(path: str) -> str:
    """Return the full address of a path of this site, for links in mails."""
    return f"{settings.SITE_URL.rstrip('/')}/{path.lstrip('/')}"


def _plain(name: str, values: dict[str, Any]) -> str:
    """Render a text template without HTML escaping, whatever its author forgot."""
    return get_template(name, using="django").template.render(Context(values, autoescape=False))
