"""One of everything, so that every address of the project has something to open."""

from dataclasses import dataclass, field
from datetime import timedelta

from captcha.models import CaptchaStore
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page, Site, Task, Workflow

from kb.protection import challenges, human
from practices.changes import deciding
from practices.changes.choices import Role
from practices.changes.merging import Wish
from practices.changes.tokens import person_of
from practices.curation.models import ReasonTemplate
from practices.drafts import saving, sealing
from practices.leads.models import MailDomain
from practices.models import (
    Attachment,
    FeaturedPractice,
    FundingProgramme,
    Municipality,
    Organisation,
    Picture,
    PracticePage,
    Prerequisite,
    TargetGroup,
    Theme,
)
from practices.nominations.models import Nomination
from practices.organisations import accounts
from practices.organisations import tokens as organisations
from practices.organisations.models import Invitation
from practices.reviews import rounds as ratings
from practices.signoff import rounds as agreement
from practices.upkeep import asking, reporting
from practices.upkeep.choices import Occasion, ReportKind
from practices.upkeep.models import Standing
from search.workshop.models import Rule
from tests.practices.curation import cases as proposals
from tests.practices.leads import cases as pointing
from tests.practices.pages import draft, published
from tests.practices.reviews import cases as rating
from tests.search.wanted import cases as calls

# Whoever is kept has an address here, so that a public page that shows one is found out.
SECRET = "tayna.example"
TITLE = "Топъл обяд за селата"


@dataclass
class World:
    """What was made; `people` by role."""

    people: dict[str, object] = field(default_factory=dict)
    page: PracticePage | None = None
    draft: PracticePage | None = None
    rows: dict[str, object] = field(default_factory=dict)


def build() -> World:
    """Make one of everything, by the functions of the rooms where they have one."""
    world = World()
    world.page = published(
        title=TITLE,
        slug="topal-obyad",
        contact_email=f"office@{SECRET}",
        contact_organisation="кметството",
        start_year=2021,
    )
    world.draft = draft(title="Недописана", contact_email=f"draft@{SECRET}")
    world.draft.save_revision()
    _people(world)
    _rated(world)
    _organisation(world)
    world.rows |= sent() | _registers() | _files() | _texts(world)
    return world


def _people(world: World) -> None:
    for role, group in (("editor", "Редактори"), ("administrator", "Администратори")):
        world.people[role] = proposals.person(group, email=f"{role}@{SECRET}")
    # The practice is of Gabrovo (GAB05): this reviewer has a tie to it, the other one has none.
    world.people["tied reviewer"] = rating.reviewer("GAB05").user
    world.people["reviewer"] = rating.reviewer("VTR04").user


def _rated(world: World) -> None:
    editor = world.people["editor"]
    rating.with_anchors(editor)
    world.rows["round"] = ratings.open_round(world.page, actor=editor)
    world.rows["review"] = world.rows["round"].reviews.get(
        reviewer__user=world.people["reviewer"], state="asked"
    )


def _organisation(world: World) -> None:
    """An organisation with an account; its member has a login and nothing to do in the admin."""
    wish = organisations.Wish(f"member@{SECRET}", "Сдружение", None, "bg")
    member = accounts.open_account(wish, password="дълга-парола-без-смисъл")
    accounts.confirm(member.account, actor=world.people["editor"])
    member.account.refresh_from_db()
    accounts.invite(member, f"invited@{SECRET}")
    world.people["member"] = member.user
    world.rows |= {
        "wish": organisations.Wish(f"new@{SECRET}", "Читалище", None, "bg"),
        "account": member.account,
        "invitation": Invitation.objects.get(),
    }


def sent() -> dict:
    """Make what people of the public leave, each under an address of their own."""
    submission = proposals.waiting(
        email=f"sender@{SECRET}",
        innovator_name="Домашен патронаж",
        files=[proposals.attached("plan.txt", b"plan", "text/plain")],
    )
    author = saving.start("bg", {"title": "Чернова", "email": f"author@{SECRET}"})
    saving.remember_email(author, f"author@{SECRET}")
    saving.add_file(author, ContentFile(b"%PDF-1.7\n%%EOF", name="plan.pdf"))
    asked = agreement.open_round(
        about=author.draft.key,
        subject="Чернова",
        link="/",
        author_email=f"author@{SECRET}",
        language="bg",
        content=sealing.content_of(author.draft),
        people=[{"role": "кмет", "name": "Ани", "email": f"mayor@{SECRET}"}],
        order="together",
    )
    call = calls.opened(email=f"asker@{SECRET}")
    return {
        "unconfirmed": proposals.sent(email=f"nobody@{SECRET}"),
        "submission": submission,
        "file": submission.files.get(),
        "author": author,
        "asked": asked.people.get(),
        "agreement": asked,
        "unconfirmed_lead": pointing.pointed(email=f"pointer0@{SECRET}"),
        "lead": pointing.waiting(email=f"pointer@{SECRET}"),
        "claim": pointing.with_town_hall(email=f"pointer2@{SECRET}"),
        "call": call,
        "seeker": calls.author_of(call),
        "follower": calls.follower_of(call, f"follower@{SECRET}", confirmed=False),
        "waiting_call": calls.waiting(email=f"asker2@{SECRET}"),
        "help": human.take("nominate:x", {"email": [f"help@{SECRET}"]}, []),
    }


def _registers() -> dict:
    return {
        "theme": Theme.objects.first(),
        "municipality": Municipality.objects.get(code="GAB05"),
        "organisation": Organisation.objects.first(),
        "programme": FundingProgramme.objects.first(),
        "prerequisite": Prerequisite.objects.first(),
        "target_group": TargetGroup.objects.first(),
        "group": Group.objects.get(name="Редактори"),
        "locale": Locale.objects.get(language_code="bg"),
        "site": Site.objects.get(),
        "workflow": Workflow.objects.first(),
        "task": Task.objects.first(),
        "shelf": Page.objects.get(slug="praktiki", locale__language_code="bg"),
        "redirect": Redirect.objects.create(old_path="/staro", redirect_link="/"),
        "collection": Collection.get_first_root_node().add_child(name="Снимки"),
        "domain": MailDomain.objects.create(
            municipality=Municipality.objects.get(code="GAB05"), domain="gabrovo.example"
        ),
    }


def _files() -> dict:
    picture = Picture.objects.create(title="Снимка", file=get_test_image_file())
    attachment = Attachment(title="План")
    attachment.file.save("plan.txt", ContentFile(b"plan"))
    attachment.save()
    code = CaptchaStore.objects.get(hashkey=challenges.open_challenge())
    return {"picture": picture, "attachment": attachment, "code": code}


def _texts(world: World) -> dict:
    record = world.page.records.get(language="bg")
    report = reporting.report(record, ReportKind.PRICE, reporting.Words("Колко е?"))
    asking.ask(
        world.page.pid,
        asking.Contact(f"office@{SECRET}", "bg", TITLE),
        Occasion.YEARLY,
    )
    contact = person_of(world.page, Role.CONTACT)
    wishes = {"problem_line": Wish("", "Нямаше кой да готви.")}
    return {
        "change": deciding.send(contact, wishes, why="Липсва.").change,
        "report": report,
        "standing": Standing.objects.get(pid=world.page.pid),
        "nomination": Nomination.objects.create(
            pid=world.page.pid, language="bg", giver="a", place="b", state="for_review"
        ),
        "template": ReasonTemplate.objects.create(name="Пак", purpose="ask", text="Пак?"),
        "rule": Rule.objects.create(kind="synonym", relation="same", left="обяд\nхрана"),
        "featured": FeaturedPractice.objects.create(
            practice=world.page, week=timezone.localdate() + timedelta(days=7)
        ),
    }
