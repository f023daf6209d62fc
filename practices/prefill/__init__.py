"""Rules that read a finished press release and propose the fields of a practice.

    from practices.prefill import propose

    for proposal in propose(text):
        print(proposal.field, proposal.value, text[proposal.start : proposal.end])

Pure and without a database: every value is made of words of the text (or is the code of what they
name in the registers), and carries their offsets and their sentence. Where the rules are not sure
they propose nothing; a person confirms, corrects or drops each proposal.
"""

from practices.prefill.proposal import FIELDS, Proposal
from practices.prefill.proposing import propose

__all__ = ["FIELDS", "Proposal", "propose"]
