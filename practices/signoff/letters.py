"""The mails of a round: queued with the change that causes them."""

from kb.mail import absolute, queue
from practices.signoff.models import Answer, Person, Round
from practices.signoff.tokens import LIFE, person_path, protocol_path


def ask(name: str, person: Person) -> None:
    """Queue signoff/invitation or signoff/reminder with a link signed now. No address, no mail."""
    asked = person.round
    if not person.email:
        return
    context = {
        "title": asked.subject,
        "role": person.role,
        "name": person.name,
        "author": asked.author_email,
        "review_link": absolute(person_path(person)),
        "days": LIFE.days,
    }
    queue(f"signoff/{name}", person.email, context, asked.language)


def tell_answer(answer: Answer, sections: list[tuple[str, str]]) -> None:
    """Queue signoff/answered to the author; `sections` are (heading, comment). No address, no mail."""
    asked = answer.person.round
    if not asked.author_email:
        return
    context = {
        "title": asked.subject,
        "role": answer.person.role,
        "verdict": answer.verdict,
        "comments": sections,
        "link": absolute(asked.link),
    }
    queue("signoff/answered", asked.author_email, context, asked.language)


def tell_done(asked: Round) -> None:
    """Queue signoff/done to the author, with the link to the protocol. No address, no mail."""
    if not asked.author_email:
        return
    context = {"title": asked.subject, "protocol_link": absolute(protocol_path(asked))}
    queue("signoff/done", asked.author_email, context, asked.language)
