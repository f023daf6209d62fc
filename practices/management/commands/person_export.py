"""Everything kept under one e-mail address, as JSON: what its owner may ask for."""

import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import validate_email

from practices import ports
from practices.models import PracticePage


class Command(BaseCommand):
    help = "Print what is kept under an e-mail address: practices it is the contact of, proposals."

    def add_arguments(self, parser) -> None:
        parser.add_argument("mail")

    def handle(self, *args, mail: str, **options) -> None:
        try:
            validate_email(mail)
        except ValidationError as error:
            raise CommandError("This is not an e-mail address.") from error
        pages = PracticePage.objects.filter(contact_email__iexact=mail).order_by("pid", "pk")
        found = {
            "contact_of": list(pages.values("pid", "title", "contact_email")),
            **ports.personal_data(mail),
        }
        text = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        self.stdout.write(text)
