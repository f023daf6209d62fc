"""From the data files of practices/data into the register tables; repeatable.

Used by the data migration and by `load_registers`, so that a corrected file reaches a running site
by one command. Rows that disappeared from a file stay: practices may name them.
"""

import csv
from pathlib import Path

DATA = Path(__file__).parent / "data"


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of practices/data/<name>.csv as dictionaries of texts."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(get_model) -> int:
    """Create or update every register row; return how many rows the files hold.

    `get_model("Theme")` gives the model class: the current one, or a migration's historical one.
    """
    rows = 0
    for row in read("regions"):
        rows += _store(get_model("Region"), "code", row)
    for row in read("oblasti"):
        row["region_id"] = row.pop("region_code")
        rows += _store(get_model("Oblast"), "code", row)
    municipalities = read("municipalities")
    for row in municipalities:
        row["oblast_id"] = row.pop("oblast_code")
        row["successor_id"] = row.pop("successor")
        rows += _store(get_model("Municipality"), "code", _nulls(row, _NUMBERS_AND_DATES))
    for order, row in enumerate(read("themes")):
        parent = row.pop("parent")
        row["parent"] = get_model("Theme").objects.get(slug=parent) if parent else None
        rows += _store(get_model("Theme"), "slug", {**row, "order": row["order"] or order})
    for name, model in (("prerequisites", "Prerequisite"), ("target_groups", "TargetGroup")):
        for order, row in enumerate(read(name)):
            rows += _store(get_model(model), "slug", {**row, "order": order})
    for row in read("programmes"):
        rows += _store(get_model("FundingProgramme"), "slug", row)
    return rows


_NUMBERS_AND_DATES = (
    *("category", "population", "population_year", "longitude", "latitude"),
    *("valid_from", "valid_until", "successor_id"),
)


def _nulls(row: dict, names: tuple[str, ...]) -> dict:
    return row | {name: row[name] or None for name in names}


def _store(model, key: str, row: dict) -> int:
    values = {name: value for name, value in row.items() if name != key}
    existing = model.objects.filter(**{key: row[key]}).first()
    if existing is None:
        model.objects.create(**row)
    elif any(
        str(getattr(existing, name) or "") != str(value or "") for name, value in values.items()
    ):
        for name, value in values.items():
            setattr(existing, name, value)
        existing.save()
    return 1
