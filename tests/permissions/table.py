"""Who may open what: names of addresses (as fnmatch reads them) by who may. The first line counts.

A room's own addresses are named one by one, so that a new one has to be thought about; only those
that Wagtail makes itself have patterns. `tests/test_permissions.py` fails for a name in no line.
"""

ANONYMOUS, EDITOR, ADMINISTRATOR = "anonymous", "editor", "administrator"
REVIEWER, TIED = "reviewer", "tied reviewer"
MEMBER = "member"  # of an organisation: a login, and no way into the admin

EVERYBODY = {ANONYMOUS, EDITOR, ADMINISTRATOR, REVIEWER, TIED, MEMBER}
INSIDE = EVERYBODY - {ANONYMOUS}
STAFF = INSIDE - {MEMBER}
DESK = {EDITOR, ADMINISTRATOR}
ADMINISTRATORS = {ADMINISTRATOR}
RATERS = {REVIEWER, TIED}
# Whose lot it is to rate this practice; who has a tie to it is not asked and finds nothing.
ASKED = {REVIEWER}
NOBODY: set[str] = set()

TABLE: list[tuple[str, set[str]]] = [
    # --- what everybody reads and sends -------------------------------------------------------
    *((name, EVERYBODY) for name in (
        *("home", "practice_list", "practice_detail", "practice_print", "practice_record"),
        *("practice_feed", "practice_number", "theme_list", "theme_detail", "place_list"),
        *("oblast_detail", "municipality_detail", "year_list", "year_detail", "nominate"),
        *("propose", "propose_thanks", "lead", "lead_thanks", "report_practice", "draft_start"),
        "draft_word_form", "organisation_start",
        "request_change_link",
        *("search", "search_suggestions", "search_chosen", "wanted_list", "wanted_feed"),
        *("wanted_new", "wanted_thanks", "wanted_detail", "wanted_follow", "help_request"),
        *("robots", "health", "record_schema", "sitemap", "wagtail_serve"),
        *("django.contrib.sitemaps.views.sitemap", "code_image", "code_audio", "code_refresh"),
        *("account_inactive", "account_reset_password", "account_reset_password_done"),
        *("account_reset_password_from_key", "account_reset_password_from_key_done"),
        *("account_logout", "wagtailcore_login", "wagtailadmin_sprite"),
        "wagtailadmin_javascript_catalog",
    )),
    # --- by a signed link, whoever has it (tests/test_signed_links.py asks for wrong ones) -----
    *((name, EVERYBODY) for name in (
        *("submission_confirm", "submission_status", "signoff_review", "signoff_protocol"),
        *("draft", "draft_step", "draft_ready_text", "draft_preview", "draft_signoff"),
        *("draft_file", "draft_takeaway", "draft_word", "draft_word_filled"),
        *("lead_confirm", "lead_claim", "still_alive", "organisation_open", "organisation_join"),
        *("wanted_confirm", "wanted_own", "propose_change", "proposed_change"),
    )),
    # --- accounts -----------------------------------------------------------------------------
    ("account_login", {ANONYMOUS}),  # who is in is led home
    ("own_practices", {MEMBER}),
    *((name, INSIDE) for name in (
        *("account_reauthenticate", "mfa_index", "mfa_deactivate_totp"),
        *("mfa_view_recovery_codes", "mfa_download_recovery_codes"),
    )),
    # Who has a password (here the member alone) changes it, and is asked for it before the rest.
    ("account_change_password", {MEMBER}),
    *((name, STAFF) for name in (
        *("account_set_password", "mfa_activate_totp", "mfa_generate_recovery_codes"),
        "mfa_reauthenticate",
    )),
    ("mfa_authenticate", NOBODY),  # half-way through a login only
    # --- files of practices that are not public -------------------------------------------------
    ("file", STAFF),
    ("wagtaildocs_serve", STAFF),
    # --- the rooms' desks -----------------------------------------------------------------------
    *((name, STAFF) for name in (
        *("byuro", "byuro_proposal", "promeni:index", "promeni:index_results", "reviews_index"),
        *("submissions:index", "submissions:index_results", "submissions:read"),
        *("submissions:file", "submissions:coverage", "submissions:coverage_csv"),
        *("submissions:note", "submissions:views"),
        *("calls:index", "calls:index_results", "calls:read"),
        *("changes:index", "changes:read"),
        *("workshop:index", "workshop:questions", "workshop:rules", "workshop:rules_table"),
        *("workshop:rules_lines", "workshop:rule"),
    )),
    *((name, DESK) for name in (
        *("organizatsii:index", "organizatsii:decide"),
        *("lichni_danni:index", "lichni_danni:export", "lichni_danni:erase"),
        *("byuro_practice", "practice_merge", "reviews_panel", "reviews_reviewers"),
        "practice_archive",
        *("submissions:decide", "submissions:assign", "submissions:announce"),
        *("submissions:recall", "submissions:unhold"),
        *("leads:index", "leads:index_results", "leads:read", "leads:send", "leads:close"),
        *("calls:reword", "calls:decide"),
        "changes:decide",
        *("signali:index", "signali:decide", "signali:life", "signali:round"),
        *("nominations_shelf:index", "nominations_shelf:index_results"),
        *("nominations_shelf:approve", "nominations_shelf:reject"),
        *("workshop:choose", "workshop:new", "workshop:edit"),
        *("help_requests:index", "help_requests:index_results", "help_requests:edit"),
        *("help_requests:inspect", "help_requests:history", "help_requests:history_results"),
        "help_requests:usage",
    )),
    ("reviews_answer", ASKED),
    ("reviews_declare", RATERS),
    ("help_requests:add", NOBODY),
    ("help_requests:delete", NOBODY),
    # Only posts are answered: who may not is refused there (test_nobody_posts_…).
    ("workshop:hide", STAFF),
    ("workshop:step", STAFF),
    # --- registers ------------------------------------------------------------------------------
    ("wagtailsnippets_practices_municipality:inspect", DESK),
    ("wagtailsnippets_practices_municipality:list*", DESK),
    ("wagtailsnippets_practices_municipality:*", ADMINISTRATORS),
    ("wagtailsnippets_practices_theme:inspect", DESK),
    ("wagtailsnippets_practices_theme:list*", DESK),
    ("wagtailsnippets_practices_theme:*", ADMINISTRATORS),
    ("wagtailsnippets_practices_featuredpractice:delete", DESK),
    ("wagtailsnippets_practices_*:delete", ADMINISTRATORS),
    ("wagtailsnippets_practices_*:*", DESK),
    ("wagtailsnippets_curation_reasontemplate:*", DESK),
    ("wagtailsnippets_leads_maildomain:*", DESK),
    ("wagtailsnippets:index", DESK),
    ("wagtailsnippetchoosers_practices_municipality:create", ADMINISTRATORS),
    ("wagtailsnippetchoosers_practices_theme:create", ADMINISTRATORS),
    ("wagtailsnippetchoosers_*:create", DESK),
    ("wagtailsnippetchoosers_*:cho*", STAFF),  # names of registers, public anyway
    # --- Wagtail: pages, pictures, documents ------------------------------------------------------
    ("wagtailadmin_home", STAFF),
    ("wagtailadmin_account", STAFF),
    ("wagtailadmin_dismissibles", STAFF),
    ("wagtailadmin_explore*", DESK),
    ("wagtailadmin_pages:confirm_workflow_cancellation", STAFF),  # asks; the post is refused
    ("wagtailadmin_pages:move_confirm", STAFF),  # the same; two titles
    ("wagtailadmin_pages:choose_parent", STAFF),  # lists where one may write: nowhere
    ("wagtailadmin_pages:workflow_preview", NOBODY),  # the draft is in no workflow
    # These answer to posts only, which ask for themselves.
    ("wagtailadmin_pages:lock", STAFF),
    ("wagtailadmin_pages:unlock", STAFF),
    ("wagtailadmin_pages:set_page_position", STAFF),
    ("wagtailadmin_pages:collect_workflow_action_data", STAFF),
    ("wagtailadmin_pages:convert_alias", STAFF),
    ("wagtailadmin_pages:workflow_action", STAFF),
    ("wagtailadmin_pages:revisions_index", STAFF),  # an old name of the history, which asks
    ("wagtailadmin_pages:*", DESK),
    ("wagtailadmin_choose_page*", STAFF),
    ("wagtailadmin_tag_*", STAFF),
    ("wagtailadmin_api:pages:detail", DESK),
    ("wagtailadmin_api:*", STAFF),
    ("wagtailadmin_editing_sessions:*", STAFF),
    ("wagtailadmin_block_preview", STAFF),
    ("wagtail_bulk_action", STAFF),
    ("wagtaildocs_chooser:create", DESK),
    ("wagtaildocs_chooser:chosen", DESK),
    ("wagtaildocs_chooser:*", STAFF),
    ("wagtailimages_chooser:create", DESK),
    ("wagtailimages_chooser:chosen", DESK),
    ("wagtailimages_chooser:select_format", DESK),
    ("wagtailimages_chooser:*", STAFF),
    # Posts of uploads, each asking for the very file.
    ("wagtaildocs:add_multiple", DESK),
    ("wagtailimages:add_multiple", DESK),
    ("wagtaildocs:*multiple*document", STAFF),
    ("wagtaildocs:*_multiple", STAFF),
    ("wagtailimages:*multiple*image", STAFF),
    ("wagtailimages:*_multiple", STAFF),
    ("wagtaildocs:*", DESK),
    ("wagtailimages:*", DESK),
    ("wagtailembeds:*", STAFF),
    # --- Wagtail: the site ------------------------------------------------------------------------
    ("wagtailadmin_reports:site_history*", STAFF),  # of what one may see
    ("wagtailadmin_reports:*", DESK),
    ("wagtailadmin_workflows:task_cho*", STAFF),  # names of steps
    ("wagtailadmin_workflows:disable*", NOBODY),
    ("wagtailadmin_workflows:enable*", STAFF),
    ("wagtailadmin_workflows:remove", STAFF),
    ("wagtailadmin_workflows:*", ADMINISTRATORS),
    ("wagtailadmin_collections:delete", STAFF),
    ("wagtailadmin_collections:*", NOBODY),
    ("wagtailredirects:*", ADMINISTRATORS),
    ("wagtailusers_groups:delete", NOBODY),
    ("wagtailusers_*", ADMINISTRATORS),
    ("wagtailsites:*", NOBODY),
    ("wagtaillocales:*", NOBODY),
    ("wagtailsettings:*", STAFF),
    ("simple_translation:*", NOBODY),
    ("wagtailadmin_login", NOBODY),  # leads to the login of the site
    ("wagtailadmin_logout", NOBODY),
    ("wagtailadmin_password_reset*", EVERYBODY),
    ("wagtailcore_authenticate_with_password", EVERYBODY),
]  # fmt: skip

# Opens to nobody though the table says who might: switched off, or nothing of the kind here. 404.
ABSENT = (
    *("wagtailadmin_password_reset*", "wagtailcore_authenticate_with_password"),
    *("wagtailsettings:*", "wagtailadmin_block_preview", "wagtail_serve"),
    *("wagtailadmin_api:*:find", "wagtail_bulk_action", "wagtailadmin_collections:delete"),
    *("mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_download_recovery_codes"),
    *("wagtailadmin_pages:collect_workflow_action_data", "wagtailadmin_pages:convert_alias"),
    *("wagtailadmin_pages:workflow_action", "wagtailadmin_pages:workflow_history_detail"),
    *("wagtailimages:url_generator*",),
)
# Asked for the password once more: 403 with a form, for whoever is in.
ASKS_AGAIN = ("account_reauthenticate", "mfa_reauthenticate")
# Not walked: Wagtail's page that raises an exception, for whoever is in the admin.
SKIPPED = ("wagtailadmin_error_test",)
