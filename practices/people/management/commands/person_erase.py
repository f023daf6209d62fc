"""Erase what is kept under one e-mail address: what its owner may ask for."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import override

from practices.people import erasing


class Command(BaseCommand):
    help = "Erase what is kept under an e-mail address; say what goes, what stays and why."

    def add_arguments(self, parser) -> None:
        parser.add_argument("mail")
        parser.add_argument("--dry-run", action="store_true", help="say it and erase nothing")
        parser.add_argument("--request", default="", help="number of the request, for the record")

    def handle(self, *args, mail: str, dry_run: bool, request: str, **options) -> None:
        try:
            mail = erasing.address(mail)
        except ValidationError as error:
            raise CommandError("This is not an e-mail address.") from error
        if "@" in request:
            raise CommandError("--request is kept: write a number, no address.")
        with override("en"):
            done = erasing.preview(mail) if dry_run else erasing.erase(mail, request=request)
        for name, fates in done.fates.items():
            self.stdout.write(f"{name}:")
            for fate in fates:
                self.stdout.write(f"  {fate.item}")
                self.stdout.write(f"    goes:  {fate.gone or '–'}")
                self.stdout.write(f"    stays: {fate.kept or '–'}")
        verb = "would be erased" if dry_run else "erased"
        self.stdout.write(f"{done.total} {verb}.")
