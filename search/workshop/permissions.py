"""Who may open the workshop and who may change the search there: data for migration and tests."""

REVIEWERS = "Рецензенти"
EDITORS = "Редактори"
ADMINISTRATORS = "Администратори"

VIEW = "workshop.view_rule"
CHANGE = "workshop.change_rule"

# Group → permissions on rows; who reviews may look and change nothing.
PERMISSIONS: dict[str, tuple[str, ...]] = {
    REVIEWERS: ("view_rule",),
    EDITORS: ("view_rule", "change_rule"),
    ADMINISTRATORS: ("view_rule", "change_rule"),
}
