"""The register of personal data: every field of the project that can hold text, and whose it is.

A field stands either in KEPT (it can hold something of a person) or in nobodys.NOBODYS (and why not);
tests/practices/people/test_register.py fails for one that stands in neither. docs/personal-data.md
prints KEPT: `manage.py person_register` writes it.
"""

from typing import NamedTuple


class Kept(NamedTuple):
    """One line of the register. `fields`: "app.Model: column column".

    `job`: the worker's job that erases it, "" where nothing does by itself. `room`: the word of
    practices.personal under which it is exported and erased on request, "" for none (`how_long`
    and `on_request` say why).
    """

    what: str
    fields: tuple[str, ...]
    why: str
    how_long: str
    job: str
    room: str
    on_request: str


# Where the name of a colleague stands beside the account: model, column, key of the account ("":
# the name alone says who). Erasing a closed account writes over them (accounts.py).
COLLEAGUES = (
    ("curation.SubmissionEvent", "actor_name", "actor"),
    ("curation.Note", "author_name", "author"),
    ("curation.Override", "actor_name", "actor"),
    ("leads.LeadEvent", "actor_name", "actor"),
    ("changes.ChangeEvent", "actor_name", "actor"),
    ("doubles.Merge", "actor_name", "actor"),
    ("doubles.Merge", "undone_by", ""),
    ("people.Erasure", "actor_name", "actor"),
    ("wanted.CallEvent", "actor_name", "actor"),
    ("workshop.RuleEvent", "actor_name", "actor"),
    ("workshop.HiddenQuestion", "by_name", ""),
)

CONSENT = "consent (its version and day are kept)"
CONTRACT = "the sender asked us for an answer; consent"
INTEREST = "legitimate interest"
RECORD = "public task: decisions can be accounted for"

KEPT = (
    Kept(
        "Sender of a proposal: address, name, contact, files",
        (
            "curation.Submission: email innovator_name full secret suspicion",
            "curation.SubmissionFile: file name",
        ),
        CONTRACT,
        "180 days after a refusal or withdrawal, 2 years after an acceptance",
        "curation.erase_personal_data",
        "proposals",
        "erased; an open proposal is withdrawn",
    ),
    Kept(
        "A proposal that nobody confirmed",
        (
            "curation.Submission: title lead_text background practice results evidence_link",
            "doubles.Choice: why",
        ),
        CONTRACT,
        "14 days; of a confirmed one the text stays, it names nobody",
        "curation.erase_unconfirmed",
        "proposals",
        "deleted if unconfirmed, else the text stays",
    ),
    Kept(
        "What sender and editors wrote to each other about a proposal",
        (
            "curation.Submission: reason",
            "curation.SubmissionEvent: text",
            "curation.HeldDecision: text",
            "curation.Note: text",
        ),
        RECORD,
        "as long as the proposal",
        "",
        "proposals",
        "stays: it names nobody and says why something was decided",
    ),
    Kept(
        "Files of a form that is not sent",
        ("submissions.HeldFile: file name",),
        CONTRACT,
        "3 days",
        "submissions.erase_held",
        "",
        "nobody knows whose they are",
    ),
    Kept(
        "Full description while it is written: text, authors, files",
        (
            "drafts.Draft: values stamps",
            "drafts.Author: email secret",
            "drafts.DraftFile: file name",
        ),
        CONTRACT,
        "90 days after the last change, 14 days after it is sent",
        "drafts.erase",
        "drafts",
        "deleted; one with co-authors loses this author",
    ),
    Kept(
        "People of an organisation with an account, and who is invited",
        (
            "organisations.Account: name",
            "organisations.Member: email",
            "organisations.Invitation: email secret",
        ),
        CONTRACT,
        "until they leave or are removed; an invitation 14 days",
        "organisations.erase",
        "organisations",
        "the membership and the login made for it are deleted",
    ),
    Kept(
        "People asked to agree to a text, and who asks them",
        (
            "signoff.Round: author_email link secret",
            "signoff.Person: name email secret",
            "signoff.Answer: comments",
        ),
        CONTRACT,
        "180 days after the round is closed; the links end after 60",
        "signoff.erase",
        "agreement",
        "erased; role, answer and day stay in the protocol",
    ),
    Kept(
        "The text they agreed to, word for word, with a telephone given for publication",
        ("signoff.Revision: content", "signoff.Round: subject", "signoff.Person: role"),
        "the protocol proves to which text was agreed",
        "as long as the protocol",
        "",
        "",
        "stays: another text would have another hash",
    ),
    Kept(
        "Who points to a practice, and the municipality that is asked",
        ("leads.Lead: email claim_email secret claim_secret suspicion",),
        CONSENT,
        "180 days after the answer",
        "leads.erase_personal_data",
        "leads",
        "erased; the link is dead",
    ),
    Kept(
        "A lead that nobody confirmed",
        ("leads.Lead: title lead_text evidence_link",),
        CONSENT,
        "14 days; of a confirmed one the text stays",
        "leads.erase_unconfirmed",
        "leads",
        "deleted if unconfirmed, else the text stays",
    ),
    Kept(
        "Why a lead was declined or closed",
        ("leads.Lead: reason", "leads.LeadEvent: text"),
        RECORD,
        "as long as the lead",
        "",
        "leads",
        "stays: it names nobody",
    ),
    Kept(
        "Who looks for a practice, and who follows a call",
        ("wanted.Seeker: email secret", "wanted.Call: typed_title typed_text asked suspicion"),
        CONSENT,
        "6 months after the call ends; at once on leaving or withdrawing",
        "wanted.erase_personal_data",
        "calls",
        "erased; an open call is withdrawn",
    ),
    Kept(
        "A call or follower that nobody confirmed",
        ("wanted.Call: title text words",),
        CONSENT,
        "14 days; what was published stays to be read",
        "wanted.erase_unconfirmed",
        "calls",
        "deleted if unconfirmed",
    ),
    Kept(
        "Why a call was refused or closed",
        ("wanted.Call: reason", "wanted.CallEvent: text"),
        RECORD,
        "as long as the call",
        "",
        "calls",
        "stays: it names nobody",
    ),
    Kept(
        "Contact of a practice: post, telephone, fax, address (the address is never public)",
        (
            "practices.PracticePage: contact_organisation contact_phone contact_fax contact_email",
            "practices.PracticeRecord: document",
            "wagtailcore.Revision: content object_str",
        ),
        "consent to show telephone and fax; office address: " + INTEREST,
        "as long as the practice, in every version of it",
        "",
        "contact_of",
        "address, telephone and fax erased from the page and all versions; the post stays",
    ),
    Kept(
        "Innovator: the name to show",
        ("practices.PracticePage: innovator_name", "practices.PracticeImage: author"),
        "consent: CC BY asks to name the author",
        "as long as the practice",
        "",
        "",
        "an editor takes the name out of the practice: it may be an organisation",
    ),
    Kept(
        "Unsaved form of the admin",
        ("wagtailadmin.FormState: data",),
        INTEREST + ": nothing typed is lost",
        "1 day",
        "people.erase_forms",
        "contact_of",
        "deleted",
    ),
    Kept(
        "Who proposes a change of a public practice, and what was typed but not sent",
        ("changes.ProposedChange: email typed",),
        CONTRACT,
        "180 days after a refusal or withdrawal, 2 years after an acceptance; unsent 14 days",
        "changes.erase",
        "proposed_changes",
        "erased; an open change is withdrawn",
    ),
    Kept(
        "What a change says, and what proposer and editors wrote about it",
        ("changes.ProposedChange: fields why source reason", "changes.ChangeEvent: text"),
        RECORD,
        "as long as the practice",
        "",
        "proposed_changes",
        "stays: it names nobody and says why something was decided",
    ),
    Kept(
        "What a contact says about the practice",
        ("upkeep.Standing: note secret",),
        INTEREST + ": readers see whether it still works",
        "1 year after the answer",
        "upkeep.erase",
        "still_alive",
        "erased; the answer and its day stay",
    ),
    Kept(
        "What a reader writes with a report",
        ("upkeep.Said: text help_number suspicion",),
        INTEREST,
        "180 days after the decision",
        "upkeep.erase",
        "",
        "we do not ask who it was",
    ),
    Kept(
        "Who nominated: keyed hashes of browser and connection, another one for each practice",
        ("nominations.Nomination: giver place code suspicion help_number",),
        INTEREST + ": a true number",
        "1 year; number and reason stay",
        "nominations.forget_givers",
        "",
        "a hash leads to nobody",
    ),
    Kept(
        "Why somebody nominated",
        ("nominations.Nomination: reason",),
        "given to be read",
        "as long as the nomination",
        "",
        "",
        "an editor rejects the nomination; nobody knows whose it is",
    ),
    Kept(
        "Request for help with the picture code: what was typed",
        ("protection.HelpRequest: payload suspicion",),
        CONTRACT,
        "30 days",
        "protection.help",
        "help_requests",
        "deleted",
    ),
    Kept(
        "Mails, with their addresses",
        (
            "post_office.Email: from_email to cc bcc subject message html_message headers context",
            "post_office.Log: message exception_type",
            "post_office.Attachment: file name headers",
        ),
        "they were asked for",
        "60 days",
        "mail.erase",
        "letters",
        "deleted; from a mail to several the address is taken out",
    ),
    Kept(
        "Questions put to the search, cleaned of addresses and numbers",
        ("workshop.Asked: text",),
        INTEREST + ": the search gets better",
        "1 year; nothing tells who asked",
        "workshop.retention",
        "",
        "nobody knows whose they are",
    ),
    Kept(
        "Accounts of editors, reviewers and administrators",
        (
            "auth.User: username first_name last_name email password",
            "account.EmailAddress: email",
            "account.EmailConfirmation: key",
            "mfa.Authenticator: data",
            "wagtailusers.UserProfile: avatar",
            "wagtailcore.APIToken: name",
        ),
        "employment or agreement with the operator",
        "until an administrator closes the account and it is erased",
        "",
        "account",
        "a closed account loses name, address and password; one in use stays",
    ),
    Kept(
        "Who of the colleagues did what",
        (
            *(f"{label}: {column}" for label, column, _key in COLLEAGUES),
            "wagtailcore.ModelLogEntry: label data",
        ),
        RECORD,
        "as long as what it was done to",
        "",
        "account",
        "the name becomes one that is nobody's",
    ),
    Kept(
        "What colleagues wrote in their work",
        (
            "curation.Override: reason",
            "reviews.Round: reason",
            "reviews.Review: conflict_text",
            "reviews.Mark: reason",
            "upkeep.Report: reason",
            "doubles.Merge: reason",
            "workshop.RuleEvent: why",
            "wagtailcore.Comment: text",
            "wagtailcore.CommentReply: text",
            "wagtailcore.TaskState: comment",
            "wagtailcore.PageLogEntry: label data",
        ),
        RECORD,
        "as long as what it is about",
        "",
        "",
        "stays: the name beside it goes with the account",
    ),
    Kept(
        "Logins",
        ("sessions.Session: session_data",),
        "security of accounts",
        "12 hours",
        "site.sessions",
        "",
        "ends by itself",
    ),
    Kept(
        "Failed logins (not written: they are counted in the cache, under a hash of a day)",
        (
            "axes.AccessFailureLog: user_agent ip_address username http_accept path_info",
            "axes.AccessAttempt: user_agent ip_address username http_accept path_info get_data post_data",
            "axes.AccessLog: user_agent ip_address username http_accept path_info session_hash",
        ),
        "security of accounts",
        "15 minutes, in the cache",
        "",
        "",
        "ends by itself",
    ),
)


def table() -> str:
    """Return the register as a table of Markdown."""
    head = ("what", "where", "why", "how long", "erased by itself", "exported as", "on request")
    lines = [head, ("---",) * len(head)]
    for row in KEPT:
        where = "; ".join(f"`{field}`" for field in row.fields)
        job = f"`{row.job}`" if row.job else "–"
        room = f"`{row.room}`" if row.room else "–"
        lines.append((row.what, where, row.why, row.how_long, job, room, row.on_request))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
