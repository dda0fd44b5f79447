"""The page and list of initiatives: ratings, next milestone, money by fiscal year, decisions, markings."""

from datetime import date

from mobi_tracker.projects.vocabulary import Phase, Rating
from tests.factories import make_initiative, make_project
from tests.profiles.story import make_story
from tests.projects.factories import make_line, make_update


def test_it_shows_projects_with_rating_and_next_milestone(visit):
    story = make_story(visit("liaison"), 1)
    page = visit("liaison").open(f"/initiatives/{story.initiative.slug}")
    assert page.link("Permit login") == f"/projects/{story.project.slug}"
    assert "At risk" in page.text and "Step 0" in page.text and "(+41 days)" in page.text


def test_the_worst_reported_stand_first_and_ended_ones_last(visit):
    record = make_initiative("connect", "Connect")
    for name, rating, phase in (
        ("Ended", Rating.OFF_TRACK, Phase.CLOSED), ("Fine", Rating.ON_TRACK, Phase.DELIVERY),
        ("Silent", None, Phase.DELIVERY), ("Bad", Rating.OFF_TRACK, Phase.DELIVERY),
    ):  # fmt: skip
        project = make_project(name=name, initiative=record, phase=phase)
        if rating:
            make_update(project, overall=rating)
    text = visit("liaison").open("/initiatives/connect").text
    assert sorted(["Bad", "Fine", "Silent", "Ended"], key=text.index) == ["Bad", "Fine", "Silent", "Ended"]


def test_money_is_summed_by_fiscal_year_and_the_latest_amount_of_a_line_holds(visit):
    record = make_initiative("connect", "Connect")
    first, second = make_project(initiative=record), make_project(initiative=record)
    line = make_line(first, 2026, appropriated=1_000_000_00, expended=100_000_00)
    make_line(second, 2026, appropriated=500_000_00)
    make_line(second, 2025, appropriated=250_000_00)
    from_now = visit("liaison")
    from_now.fill(f"/funding/{line.id}/amounts/new", on=date(2026, 11, 30).isoformat(), expended="300000")
    table = from_now.open("/initiatives/connect").tables[0]
    assert [row[0] for row in table[1:]] == ["2026-27", "2025-26"]
    assert table[1][1] == "$1.5 M" and table[1][3] == "$300 k"


def test_decisions_asks_and_commitments_of_its_projects_are_shown(visit):
    story = make_story(visit("liaison"), 1)
    page = visit("liaison").open(f"/initiatives/{story.initiative.slug}")
    for words in ("Keep the old portal until June 0", "Fund phase two 0", "Send the data map 0", "Check-in 0"):
        assert words in page.text


def test_the_list_counts_projects_by_what_is_reported(visit):
    record = make_initiative("connect", "Connect")
    for rating in (Rating.ON_TRACK, Rating.ON_TRACK, Rating.OFF_TRACK, None):
        project = make_project(initiative=record)
        if rating:
            make_update(project, overall=rating)
    make_project(initiative=record, phase=Phase.CLOSED)
    table = visit("liaison").open("/initiatives").tables[0]
    assert dict(zip((each.strip() for each in table[0]), table[1], strict=True)) == {
        "Initiative": "Connect", "Short": "", "Projects under way": "4", "Off track": "1", "At risk": "",
        "On track": "2", "Not rated": "1",
    }  # fmt: skip


def test_a_project_a_reader_may_not_see_is_neither_shown_nor_counted_nor_summed(visit):
    record = make_initiative("connect", "Connect")
    sealed = make_project("sealed", "Sealed project", initiative=record, marking="deliberative_draft")
    make_line(sealed, 2026, appropriated=1_000_000_00)
    observer = visit("observer")
    page = observer.open("/initiatives/connect")
    assert "Sealed project" not in page.text and "$1" not in page.text
    assert observer.open("/initiatives").tables[0][1][2] == ""
    assert visit("liaison").open("/initiatives").tables[0][1][2] == "1"


def test_an_empty_initiative_says_what_would_be_here(visit):
    make_initiative("empty", "Empty")
    page = visit("liaison").open("/initiatives/empty")
    assert "Nobody has written down yet what it is." in page.text
