"""Who may do what in the admin: the three groups, as data for the migration and for the tests."""

REVIEWERS = "Рецензенти"
EDITORS = "Редактори"
ADMINISTRATORS = "Администратори"
WORKFLOW = "Публикуване на практика"
TASK = "Преглед от редактор"

_EVERYBODY = [
    "wagtailadmin.admin.access_admin",
    "curation.submission.view_submission",
    "practices.recordchange.view_recordchange",
]
_REGISTERS = (
    *("theme", "prerequisite", "targetgroup", "fundingprogramme"),
    *("municipality", "organisation", "featuredpractice"),
)
# What editors meet while they finish a practice; the register of places is not theirs to change.
_EDITED = ("prerequisite", "targetgroup", "fundingprogramme", "organisation", "featuredpractice")


def _of(model: str, *actions: str) -> list[str]:
    return [f"practices.{model}.{action}_{model}" for action in actions]


# "app.model.codename" of Django permissions.
PERMISSIONS: dict[str, list[str]] = {
    REVIEWERS: [*_EVERYBODY],
    EDITORS: [
        *_EVERYBODY,
        "curation.submission.change_submission",
        "nominations.nomination.change_nomination",
        "protection.helprequest.view_helprequest",
        "protection.helprequest.change_helprequest",
        *(name for model in _REGISTERS for name in _of(model, "view")),
        *(name for model in _EDITED for name in _of(model, "add", "change")),
        *_of("featuredpractice", "delete"),
    ],
    ADMINISTRATORS: [
        *_EVERYBODY,
        "curation.submission.change_submission",
        "nominations.nomination.change_nomination",
        "protection.helprequest.view_helprequest",
        "protection.helprequest.change_helprequest",
        *(name for m in _REGISTERS for name in _of(m, "view", "add", "change", "delete")),
        *(f"auth.user.{action}_user" for action in ("add", "change", "delete")),
        *(f"auth.group.{action}_group" for action in ("add", "change")),
        *(
            f"wagtailcore.{model}.{action}_{model}"
            for model in ("workflow", "task", "collection")
            for action in ("add", "change")
        ),
        *(f"wagtailredirects.redirect.{action}_redirect" for action in ("add", "change", "delete")),
    ],
}
# Page permissions: editors under the shelves of practices, administrators under the home pages.
PAGE_PERMISSIONS: dict[str, list[str]] = {
    EDITORS: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    ADMINISTRATORS: [
        *("add_page", "change_page", "publish_page", "bulk_delete_page"),
        *("lock_page", "unlock_page"),
    ],
}
# On the root collection, for pictures and documents.
COLLECTION_PERMISSIONS: dict[str, list[str]] = {
    group: [
        *(f"wagtailimages.image.{action}_image" for action in ("add", "change", "choose")),
        *(f"wagtaildocs.document.{action}_document" for action in ("add", "change", "choose")),
    ]
    for group in (EDITORS, ADMINISTRATORS)
}
# Given after the groups were made: texts for frequent reasons, the list of exceptions.
_TEXTS = [
    f"curation.reasontemplate.{a}_reasontemplate" for a in ("view", "add", "change", "delete")
]
DESK_PERMISSIONS: dict[str, list[str]] = {
    group: [*_TEXTS, "curation.override.view_override"] for group in (EDITORS, ADMINISTRATORS)
}
