"""Two senders at once: every mail arrives, none twice."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from post_office.models import STATUS, Email

ROOT = Path(__file__).resolve().parents[3]
MAILS = 60


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_processes_send_every_mail_once(letter, database_url, tmp_path):
    for number in range(MAILS):
        letter(title=f"писмо {number}")
    gate = tmp_path / "gate"
    environment = {**os.environ, "DATABASE_URL": database_url, "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "tests.kb.mail.process", str(gate)]
    senders = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for sender in senders:
        assert sender.stdout.readline() == "ready\n"
    gate.touch()
    counts = [int(sender.communicate(timeout=60)[0]) for sender in senders]
    arrived = [
        file.read_text(encoding="utf-8").split("Subject: ")[1].split("\n")[0]
        for file in (tmp_path / "mail").glob("*.txt")
    ]
    assert sorted(arrived) == sorted(f"Нова парола: писмо {number}" for number in range(MAILS))
    assert sum(counts) == MAILS
    assert Email.objects.filter(status=STATUS.sent).count() == MAILS
