"""``manage.py create_editor NAME``: an account with a random password, shown once."""

import secrets
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction


class Command(BaseCommand):
    help = "Make an editor's account (or give an existing one more groups); safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the name, the groups and the e-mail."""
        parser.add_argument("name", help="user name")
        parser.add_argument(
            "--group", action="append", default=[], help="name of a group; may be repeated"
        )
        parser.add_argument("--email", default="", help="for a forgotten password and notices")
        parser.add_argument("--superuser", action="store_true", help="may do everything")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account; print the password only when it was made now."""
        groups = [self._group(name) for name in options["group"]]
        users = get_user_model()
        name = options["name"]
        user = users.objects.filter(username=name).first()
        password = None
        if user is None:
            password = secrets.token_urlsafe(12)
            user = users.objects.create_user(name, options["email"], password)
        elif options["email"] and user.email != options["email"]:
            user.email = options["email"]
            user.save(update_fields=["email"])
        if options["superuser"] and not user.is_superuser:
            user.is_superuser = user.is_staff = True
            user.save(update_fields=["is_superuser", "is_staff"])
        user.groups.add(*groups)
        if password is None:
            self.stdout.write(f"The account {name} is there; its password stays as it is.")
        else:
            self.stdout.write(f"User name: {name}\nPassword:  {password}")

    def _group(self, name: str) -> Group:
        group = Group.objects.filter(name=name).first()
        if group is None:
            known = ", ".join(Group.objects.order_by("name").values_list("name", flat=True))
            raise CommandError(f"There is no group {name!r}. There are: {known}")
        return group
