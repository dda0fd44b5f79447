"""The dashboard on one letter page: what it says, to whom, and that it is one page whatever there is."""

import re
from datetime import date

import pytest

from mobi_tracker.access.vocabulary import Marking
from mobi_tracker.core.database import db
from mobi_tracker.projects.models.milestone import Milestone, MilestoneDate
from mobi_tracker.projects.models.project import Project
from mobi_tracker.projects.vocabulary import DateKind, Phase
from tests.factories import make_department, make_initiative, make_project
from tests.pdf import read_pdf
from tests.standing.factories import LAST_WEEK, LONG_AGO, ask, fund, give_date, on_day, plan, rate

JUST_NOW = date(2026, 11, 25)
LONG_NAME = "Permit login for every department and every desk that ever took a paper form " * 3
NAMES = {
    "plain": "Permit login",
    "long": LONG_NAME,
    "one word": "Wireless" * 40,
    "wide": "W" * 200,
    "emoji": "Permit 🙂👩‍💻 login",
    "Korean": "한국 한글 로그인",
    "right to left": "تسجيل الدخول שלום",
    "markup": "#sys *bold* $x$ <a> @b \\ ` // \u202e",
    "accents": "e" + "\u0301" * 150,
}


@pytest.fixture
def initiative(app):
    with on_day(LONG_AGO):
        return make_initiative("angeleno-connect", "Angeleno Connect")


@pytest.fixture
def project(initiative):
    """A project that got worse, whose pilot slipped past what was reported, with money and an ask."""
    with on_day(LONG_AGO):
        ita = make_department("ita", "Information Technology Agency", abbreviation="ITA")
        made = make_project("permit-login", "Permit login", initiative=initiative, lead=ita)
    rate(made, "on_track", date(2026, 11, 10))
    rate(made, "at_risk", JUST_NOW, narrative="Two host offices withdrew")
    milestone = plan(made, "Pilot opens", date(2026, 12, 5))
    give_date(milestone, "forecast", date(2027, 1, 15), JUST_NOW, reason="vendor delay")
    fund(made, appropriated=4_000_000_00, expended=3_100_000_00)
    ask("Approve the interim contract", JUST_NOW, due=date(2026, 12, 4), project_id=made.id, recommended="approve")
    return made


def fill(initiative, count, name="Project"):
    """Many projects at once, each rated, with a milestone that slipped, and an ask for every tenth."""
    with on_day(LONG_AGO):
        made = [
            Project(slug=f"p-{at}", name=f"{name} {at}"[:200], phase=Phase.DELIVERY, initiative_id=initiative.id)
            for at in range(count)
        ]
        db.session.add_all(made)
        db.session.flush()
        milestones = [Milestone(project_id=each.id, name=f"{name} opens"[:200]) for each in made]
        db.session.add_all(milestones)
        db.session.flush()
        for kind, day in ((DateKind.BASELINE, date(2026, 12, 5)), (DateKind.FORECAST, date(2026, 12, 20))):
            db.session.add_all(
                MilestoneDate(milestone_id=each.id, kind=kind, day=day, on=LONG_AGO) for each in milestones
            )
        db.session.commit()
    for each in made[:12]:
        rate(each, "on_track", date(2026, 11, 10))
        rate(each, "off_track", JUST_NOW, narrative=f"{name} stopped")
        ask(f"{name}: decide", JUST_NOW, due=date(2026, 12, 4), project_id=each.id, recommended=name[:100])


def opened(visit, query="", role="deputy_mayor"):
    """The PDF that a person of this role is given, read."""
    visitor = visit(role)
    visitor.open(f"/dashboard.pdf{query}")
    assert visitor.response.mimetype == "application/pdf"
    return read_pdf(visitor.response.data)


def test_it_is_one_tagged_letter_page_with_a_title_and_a_language(visit, project):
    read = opened(visit)
    assert (read.pages, read.size) == (1, (612.0, 792.0))
    assert read.is_tagged and read.claims_ua
    assert (read.title, read.language) == ("Dashboard, Mon, Nov 30, 2026", "en-US")
    assert read.count("H1") == 1 and read.count("H2") == 6 and read.count("TH") == 5


def test_it_says_what_the_page_says_in_its_order(visit, project):
    text = opened(visit).text
    told = [
        "Portfolio, Mon, Nov 30, 2026, compared with Mon, Nov 23, 2026 · marked internal",
        "One decision waits for you. One project got worse.",
        "Decisions asked of you Approve the interim contract needed by Fri, Dec 4 · Permit login",
        "Dates and dollars suggest otherwise Permit login",
        "What changed since last week Compared with Mon, Nov 23. Got worse: Permit login",
        "Next 30 days",
        "One initiative, one project: none on track",
        "Angeleno Connect 1 1 1 Pilot opens Jan 15, 2027, +41 days $3.1 of 4.0 M",
        "One milestone slipped past 30 days",
    ]
    assert [each for each in told if each not in text] == []
    assert [text.find(each) for each in told] == sorted(text.find(each) for each in told)


def test_marks_and_the_timeline_are_told_in_words(visit, project):
    alternatives = opened(visit).alternatives
    assert alternatives[:2] == ["at risk", "off track"]
    assert "Pilot opens, Permit login: baseline Dec 5, 2026, forecast Jan 15, 2027, +41 days" in alternatives[-1]


def test_an_empty_portfolio_is_one_page_that_says_so(visit):
    read = opened(visit)
    assert read.pages == 1 and read.claims_ua
    assert "No project is logged yet." in read.text and "None waits, of those you may see." in read.text


@pytest.mark.parametrize("count", [16, 1000])
@pytest.mark.parametrize("name", ["plain", "long"])
def test_it_is_one_page_whatever_there_is_and_says_how_many_more(visit, initiative, count, name):
    fill(initiative, count, NAMES[name])
    read = opened(visit)
    assert read.pages == 1 and read.claims_ua
    left = [int(each.replace(",", "")) for each in re.findall(r"and ([\d,]+) more", read.text)]
    assert left[:2] == [12 - read.text.count("needed by"), 12 - read.text.count("Got worse:")]
    assert left[2] >= count - 12 - 10 and min(left) > 0
    assert ("1,000 projects" if count == 1000 else "sixteen projects") in read.text


@pytest.mark.parametrize("name", NAMES)
def test_it_is_one_page_whatever_people_are_called(visit, initiative, name):
    fill(initiative, 14, NAMES[name])
    read = opened(visit)
    assert read.pages == 1 and read.is_tagged
    assert read.claims_ua != ("did not pass the accessibility checks" in read.text)
    assert "Angeleno Connect 14" in read.text


def test_many_initiatives_are_capped(visit, app):
    with on_day(LONG_AGO):
        for at in range(40):
            make_initiative(f"initiative-{at}", f"Initiative {at} of {LONG_NAME}"[:200])
    read = opened(visit)
    assert read.pages == 1
    assert "more initiatives" in read.text


def test_what_may_not_be_seen_is_not_in_it_and_it_says_so(visit, project):
    with on_day(LONG_AGO):
        secret = make_project(name="Secret move", marking=Marking.CONFIDENTIAL)
    plan(secret, "Secret day", date(2026, 12, 5))
    read = opened(visit, role="observer")
    assert "Figures leave out records you may not see." in read.text
    assert "Secret" not in read.text and "Secret" not in " ".join(read.alternatives)
    seen = opened(visit)
    assert "leave out" not in seen.text and "Secret day" in seen.text and "marked confidential" in seen.text


def test_a_past_day_and_a_filter_come_from_the_address(visit, project):
    with on_day(LONG_AGO):
        make_project(name="Elsewhere")
    text = opened(visit, f"?as_of={LAST_WEEK}&initiative=angeleno-connect").text
    assert "as it was known at the end of that day" in text
    assert "Only projects of Angeleno Connect." in text
    assert "one project: one on track" in text and "Two host offices" not in text


def test_an_address_not_understood_is_told(visit, project):
    assert "“never” is not a day" in opened(visit, "?compare=never").text


def test_the_demonstration_is_called_that(visit, project, app, monkeypatch):
    assert "invented" not in opened(visit).text
    monkeypatch.setitem(app.config, "NOTICE", "Demonstration data: invented")
    assert opened(visit).text.count("Demonstration data: invented") == 2


def test_where_none_can_be_made_the_page_says_so(visit, project, monkeypatch, tmp_path):
    broken = tmp_path / "broken.typ"
    broken.write_text("#unknown", "utf-8")
    monkeypatch.setattr("mobi_tracker.dashboard.pdf_sheet.TEMPLATE", broken)
    page = visit("deputy_mayor").open(f"/dashboard.pdf?as_of={LAST_WEEK}")
    assert "The PDF could not be made. Nothing is lost" in page.text and "unknown" not in page.text
    assert page.h1 and "as of Mon, Nov 23" in page.text


def test_nobody_reads_it_without_signing_in(visit, project):
    assert visit().client.get("/dashboard.pdf").status_code == 302


def test_the_page_leads_to_it_with_the_same_days_and_projects(visit, project):
    page = visit("deputy_mayor").open(f"/dashboard?as_of={LAST_WEEK}&initiative=angeleno-connect")
    assert page.link("PDF").endswith(f"/dashboard.pdf?as_of={LAST_WEEK}&initiative=angeleno-connect")
