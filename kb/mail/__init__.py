"""Queued mail: written with the change that causes it, sent by the worker.

from kb.mail import queue

queue("submissions/confirm", to=address, context={"path": ...}, language="bg")
"""

from typing import Any


def queue(template: str, to: str | list[str], context: dict[str, Any], language: str) -> Any:
    """Render a message and put it in the queue, within the caller's transaction.

    See ``kb.mail.messages.queue``, which this is (models cannot be imported with the package).
    """
    from kb.mail.messages import queue as queue_message

    return queue_message(template, to, context, language)


def render(template: str, context: dict[str, Any], language: str) -> Any:
    """Return the message that `queue` would queue, to be read before it is sent."""
    from kb.mail.messages import render as render_message

    return render_message(template, context, language)


def absolute(path: str) -> str:
    """Return the full address of a path of this site, for links in mails."""
    from kb.mail.messages import absolute as absolute_address

    return absolute_address(path)


__all__ = ["absolute", "queue", "render"]
