"""Everything kept under one e-mail address, as JSON: what its owner may ask for."""

import json

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder

from practices.people import erasing


class Command(BaseCommand):
    help = "Print what is kept under an e-mail address, room by room."

    def add_arguments(self, parser) -> None:
        parser.add_argument("mail")

    def handle(self, *args, mail: str, **options) -> None:
        try:
            found = erasing.export(erasing.address(mail))
        except ValidationError as error:
            raise CommandError("This is not an e-mail address.") from error
        text = json.dumps(found, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
        self.stdout.write(text)
