"""Mail servers that misbehave."""

from django.core.mail.backends.base import BaseEmailBackend


class RefusingBackend(BaseEmailBackend):
    """A server that is away, and says whose mail it was."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError(f"no mail for {email_messages[0].to}")


class PickyBackend(BaseEmailBackend):
    """A server that refuses one person's mail and takes everybody else's."""

    delivered: list[str] = []

    def send_messages(self, email_messages):
        for message in email_messages:
            if message.to == ["bad@example.bg"]:
                raise OSError("refused")
            self.delivered += message.to
        return len(email_messages)
