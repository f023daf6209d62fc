"""How precise the remarks are, code by code."""

from django.core.management.base import BaseCommand

from practices.textcheck import check
from practices.textcheck.evaluation.judging import judge, texts


class Command(BaseCommand):
    """Print precision and recall per code over the annotated texts, then every slip."""

    help = "Precision and recall of the remarks, per code, over the annotated texts."

    def handle(self, **_options) -> None:
        judgement = judge(check)
        self.stdout.write(f"{len(texts())} texts\n{'code':18} right false missed precision recall")
        for code in judgement.codes:
            self.stdout.write(
                f"{code:18} {judgement.right[code]:5} {judgement.false[code]:5} "
                f"{judgement.missed[code]:6} {_share(judgement.precision(code)):>9} "
                f"{_share(judgement.recall(code)):>6}"
            )
        for line in judgement.told:
            self.stdout.write(line)


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"
