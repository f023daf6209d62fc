"""Two languages, a front page and a shelf of practices for each, and the site that serves them."""

from django.db import migrations


def grow(apps, schema_editor):
    Locale = apps.get_model("wagtailcore", "Locale")
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    ContentType = apps.get_model("contenttypes", "ContentType")
    HomePage = apps.get_model("practices", "HomePage")
    PracticeIndexPage = apps.get_model("practices", "PracticeIndexPage")

    # Wagtail's welcome page and its site make room for ours.
    Site.objects.all().delete()
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    types = {
        model: ContentType.objects.get_or_create(
            app_label="practices", model=model._meta.model_name
        )[0]
        for model in (HomePage, PracticeIndexPage)
    }
    keys = {}
    homes = {}
    names = {"bg": ("Начало", "Практики"), "en": ("Home", "Practices")}
    for number, (language, (home_title, shelf_title)) in enumerate(names.items(), start=1):
        locale, _created = Locale.objects.get_or_create(language_code=language)
        path = f"{root.path}{number:04d}"
        home = _page(HomePage, types, locale, path, home_title, f"home-{language}", 1, keys)
        homes[language] = home
        _page(
            PracticeIndexPage,
            types,
            locale,
            f"{path}0001",
            shelf_title,
            "praktiki",
            0,
            keys,
            url_path=f"{home.url_path}praktiki/",
        )
    root.numchild = len(names)
    root.save(update_fields=["numchild"])
    Site.objects.create(
        hostname="localhost",
        port=80,
        site_name="Опитът на общините",
        root_page_id=homes["bg"].pk,
        is_default_site=True,
    )


def _page(model, types, locale, path, title, slug, numchild, keys, url_path=None):
    """Insert one published page; translations of one page share a translation key."""
    fields = {} if model not in keys else {"translation_key": keys[model]}
    page = model.objects.create(
        title=title,
        draft_title=title,
        slug=slug,
        content_type=types[model],
        locale=locale,
        path=path,
        depth=len(path) // 4,
        numchild=numchild,
        url_path=url_path or f"/{slug}/",
        live=True,
        **fields,
    )
    keys[model] = page.translation_key
    return page


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0002_registers"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(grow, migrations.RunPython.noop)]
