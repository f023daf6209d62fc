"""Lint that teaches: what a practice's text would gain from, with a reason and an example.

    from practices.textcheck import check, claims

    check(entry)   # list[Remark], pure: nothing is read but the entry
    claims(entry)  # list[Claim], the numbers in „Резултати“ and what backs each

An entry is a dict of the shape of practices/demo/practices/*.json; keys may be missing.
"""

from practices.textcheck.checking import check
from practices.textcheck.claims import Claim, claims
from practices.textcheck.passages import field_text
from practices.textcheck.remarks import Remark

__all__ = ["Claim", "Remark", "check", "claims", "field_text"]
