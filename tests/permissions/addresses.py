"""Every named address of the project, from the resolver, with what its pattern asks for."""

from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from kb.links import token_of
from practices.changes.choices import Role
from practices.curation.tokens import token_for as proposal_token
from practices.drafts import tokens as drafts
from practices.leads import tokens as leads
from practices.organisations import tokens as organisations
from practices.signoff import tokens as signoff
from practices.upkeep import tokens as upkeep
from search.wanted import tokens as wanted
from tests.permissions.world import World


def named() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield (name with its namespaces, names of its arguments) of every named pattern."""
    yield from _walk(get_resolver().url_patterns, "", ())


def _walk(patterns, space: str, asked: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for entry in patterns:
        own = (*asked, *entry.pattern.regex.groupindex)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _walk(entry.url_patterns, inner, own)
        elif isinstance(entry, URLPattern) and isinstance(entry.name, str):
            yield f"{space}{entry.name}", own


def path_of(name: str, asked: tuple[str, ...], arguments: list[tuple[str, dict]]) -> str:
    """Return the address of a name with the arguments of the first lines that have them.

    :raises LookupError: if no line of `arguments` has one: the table wants a line.
    """
    found = {}
    for key in asked:
        for pattern, values in arguments:
            if fnmatchcase(name, pattern) and key in values:
                found[key] = values[key]
                break
        else:
            raise LookupError(f"tests/permissions/addresses.py: {name} asks for {key}")
    if name == "wagtail_serve":  # asks for a path without a name
        return reverse(name, args=["nyama/"])
    try:
        return reverse(name, kwargs=found)
    except NoReverseMatch as error:
        raise LookupError(f"{name} with {found}: {error}") from error


class Link(NamedTuple):
    """A kind of signed link: the row it opens, how its token is made, how long it is good.

    `days`: None for as long as the row. `another`: the status for the secret of another row, 0 where
    nothing is kept before the link is used.
    """

    row: str
    token: Callable[[Any], str]
    days: int | None
    another: int = 404


def _in(path_of_row: Callable[..., str], *more) -> Callable[[Any], str]:
    """Return how to get a token out of the address that a room makes."""
    return lambda row: max(path_of_row(row, *more).strip("/").split("/"), key=len)


def _change(row) -> str:
    """The token by which the contact of a practice proposes changes of it."""
    return f"{Role.CONTACT.value[0]}.{token_of(row, f'practices.changes.{Role.CONTACT.value}')}"


_CHANGE = Link("standing", _change, 30, another=410)
_DRAFT = Link("author", drafts.token_for, None)
LINKS = {
    "submission_confirm": Link("unconfirmed", lambda row: proposal_token(row, "confirm"), 14),
    "submission_status": Link("submission", lambda row: proposal_token(row, "status"), 365),
    "draft": _DRAFT,
    "draft_step": _DRAFT,
    "draft_ready_text": _DRAFT,
    "draft_preview": _DRAFT,
    "draft_signoff": _DRAFT,
    "draft_file": _DRAFT,
    "draft_takeaway": _DRAFT,
    "draft_word": _DRAFT,
    "draft_word_filled": _DRAFT,
    "signoff_review": Link("asked", _in(signoff.person_path), 60),
    "signoff_protocol": Link("agreement", _in(signoff.protocol_path), None),
    "lead_confirm": Link("unconfirmed_lead", _in(leads.confirm_path), 14),
    "lead_claim": Link("claim", _in(leads.claim_path), None, another=410),
    "still_alive": Link("standing", _in(upkeep.path_of, "bg"), 365, another=410),
    "organisation_open": Link("wish", _in(organisations.open_path), 3, another=0),
    "organisation_join": Link("invitation", _in(organisations.join_path), None, another=410),
    "propose_change": _CHANGE,
    "proposed_change": _CHANGE,
    "wanted_confirm": Link("follower", lambda row: wanted.token_for(row, "confirm"), 14),
    "wanted_own": Link("seeker", lambda row: wanted.token_for(row, "own"), 3 * 365),
}


def tokens(rows: dict[str, Any]) -> dict[str, str]:
    """Return the right token of every address that opens by a link."""
    return {name: link.token(rows[link.row]) for name, link in LINKS.items()}


def arguments(world: World) -> list[tuple[str, dict]]:
    """Return (pattern of names, arguments); the first line that has an argument gives it."""
    rows, page, draft = world.rows, world.page, world.draft
    return [
        *((name, {"token": token}) for name, token in tokens(rows).items()),
        *_own(world),
        *_of_wagtail(world),
        ("*", {"page_id": draft.pk, "parent_page_id": rows["shelf"].pk, "slug": page.slug}),
        ("*", {"image_id": rows["picture"].pk, "document_id": rows["attachment"].pk}),
        ("*", {"page_to_move_id": draft.pk, "destination_id": rows["shelf"].pk}),
        ("*", {"revision_id": draft.latest_revision_id, "app_name": "practices"}),
        ("*", {"uploaded_file_id": 1, "doc_id": rows["attachment"].pk}),
    ]


def _own(world: World) -> list[tuple[str, dict]]:
    rows, page = world.rows, world.page
    place = rows["municipality"]
    return [
        ("draft_step", {"number": 1}),
        ("draft_file", {"key": rows["author"].draft.files.get().key}),
        ("wanted_*", {"number": rows["call"].number}),
        ("help_request", {"number": rows["help"].number}),
        ("theme_detail", {"slug": rows["theme"].slug}),
        ("oblast_detail", {"oblast": place.oblast.slug}),
        ("municipality_detail", {"oblast": place.oblast.slug, "municipality": place.slug}),
        ("practice_number", {"pid": page.pid}),
        ("year_detail", {"year": 2021}),
        ("code_*", {"key": rows["code"].hashkey}),
        ("file", {"path": rows["picture"].file.name}),
        ("*sitemap", {"section": "practices"}),
        ("wagtaildocs_serve", {"document_filename": "plan.txt"}),
        ("byuro_practice", {"pk": world.draft.pk}),
        ("byuro_proposal", {"pk": rows["submission"].pk}),
        ("reviews_panel", {"pk": page.pk}),
        ("reviews_answer", {"pk": rows["review"].pk}),
        ("practice_merge", {"page_id": page.pk}),
        ("practice_archive", {"page_id": page.pk}),
        ("submissions:*", {"pk": rows["submission"].pk, "file_pk": rows["file"].pk}),
        ("signali:*", {"pk": rows["report"].pk}),
        ("organizatsii:*", {"pk": rows["account"].pk}),
        ("leads:*", {"pk": rows["lead"].pk}),
        ("calls:*", {"pk": rows["waiting_call"].pk}),
        ("changes:*", {"pk": rows["change"].pk}),
        ("proposed_change", {"pk": rows["change"].pk}),
        ("workshop:*", {"pk": rows["rule"].pk, "kind": "synonym", "step": "activate"}),
        ("nominations_shelf:*", {"pk": rows["nomination"].pk}),
        ("help_requests:*", {"pk": rows["help"].pk}),
    ]


def _of_wagtail(world: World) -> list[tuple[str, dict]]:
    rows, draft = world.rows, world.draft
    snippets = {
        "practices_theme": "theme",
        "practices_municipality": "municipality",
        "practices_organisation": "organisation",
        "practices_fundingprogramme": "programme",
        "practices_prerequisite": "prerequisite",
        "practices_targetgroup": "target_group",
        "practices_featuredpractice": "featured",
        "curation_reasontemplate": "template",
        "leads_maildomain": "domain",
    }
    return [
        *((f"*_{name}:*", {"pk": rows[row].pk}) for name, row in snippets.items()),
        ("wagtailadmin_api:pages:*", {"pk": draft.pk, "action_name": "unpublish"}),
        ("wagtailadmin_api:documents:*", {"pk": rows["attachment"].pk}),
        ("wagtailadmin_api:images:*", {"pk": rows["picture"].pk}),
        ("wagtail_bulk_action", {"app_label": "wagtailcore", "model_name": "page"}),
        ("wagtail_bulk_action", {"action": "publish"}),
        ("wagtailadmin_pages:*", {"content_type_app_name": "practices"}),
        ("wagtailadmin_pages:*", {"content_type_model_name": "practicepage"}),
        ("wagtailadmin_pages:*", {"app_label": "practices", "model_name": "practicepage"}),
        ("wagtailadmin_pages:*", {"pk": draft.pk, "task_id": rows["task"].pk}),
        ("wagtailadmin_pages:*", {"revision_id_a": "earliest", "revision_id_b": "latest"}),
        ("wagtailadmin_pages:unpublish", {"page_id": world.page.pk}),
        ("wagtailadmin_pages:*", {"action_name": "approve", "task_state_id": 1}),
        ("wagtailadmin_pages:*", {"workflow_state_id": 1}),
        ("wagtailadmin_tag*", {"app_name": "taggit", "model_name": "tag"}),
        ("wagtailadmin_collections:*", {"pk": rows["collection"].pk}),
        ("wagtailadmin_collections:*", {"collection_id": rows["collection"].pk}),
        ("wagtailadmin_workflows:*task*", {"pk": rows["task"].pk, "task_id": rows["task"].pk}),
        ("wagtailadmin_workflows:*", {"pk": rows["workflow"].pk, "app_label": "curation"}),
        ("wagtailadmin_workflows:*", {"model_name": "editorreview", "page_pk": rows["shelf"].pk}),
        ("wagtailadmin_workflows:*", {"workflow_pk": rows["workflow"].pk}),
        ("wagtailadmin_editing_sessions:*", {"app_label": "practices", "session_id": 1}),
        ("wagtailadmin_editing_sessions:*", {"model_name": "practicepage"}),
        ("wagtailadmin_editing_sessions:*", {"object_id": str(draft.pk)}),
        ("wagtailadmin_password_reset_confirm", {"uidb64": "MQ", "token": "x-y"}),
        ("wagtailredirects:*", {"redirect_id": rows["redirect"].pk}),
        ("wagtailsettings:*", {"model_name": "x", "pk": 1}),
        ("simple_translation:*", {"app_label": "practices", "model_name": "theme"}),
        ("simple_translation:*", {"pk": rows["theme"].pk}),
        ("wagtailimages:*", {"filter_spec": "width-100"}),
        ("wagtaildocs_chooser:*", {"pk": rows["attachment"].pk}),
        ("wagtailimages_chooser:*", {"pk": rows["picture"].pk}),
        ("wagtailsites:*", {"pk": rows["site"].pk}),
        ("wagtailusers_users:*", {"pk": world.people["editor"].pk}),
        ("wagtailusers_groups:*", {"pk": rows["group"].pk}),
        ("wagtaillocales:*", {"pk": rows["locale"].pk}),
        ("wagtailcore_authenticate_with_password", {"page_view_restriction_id": 1}),
        ("account_reset_password_from_key", {"uidb36": "1", "key": "x-y"}),
    ]
