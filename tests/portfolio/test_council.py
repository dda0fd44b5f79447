"""Council and commission items: add, numbers, own departments, withdraw."""

from tests.factories import make_department


def test_a_liaison_adds_an_item_and_its_file_number_is_tidied(visit):
    page = visit("liaison").fill(
        "/council/new", title="Interim contract", council_file="cf 26-0785-s1", meets_on="2026-12-02"
    )
    assert page.h1 == "Interim contract"
    assert "26-0785-S1" in page.text


def test_a_wrong_file_number_is_said_beside_the_field(visit):
    page = visit("liaison").fill("/council/new", title="Interim contract", council_file="785")
    assert "Write a Council File number like 20-1365" in page.text
    assert page.value_of("council_file") == "785"


def test_the_last_day_to_act_comes_before_the_time_limit(visit):
    page = visit("liaison").fill(
        "/council/new", title="Interim contract", time_limit_on="2026-12-10", last_day_on="2026-12-11"
    )
    assert "on or before the time limit" in page.text


def test_an_analyst_adds_items_for_their_own_departments_only(visit):
    own, other = make_department("ita", "Tech"), make_department("gsd", "General")
    analyst = visit("analyst", departments=(own,))
    page = analyst.fill("/council/new", title="Lease", department_id=str(other.id))
    assert "Choose one of your own departments." in page.text
    page = analyst.fill("/council/new", title="Lease", department_id=str(own.id))
    assert page.h1 == "Lease"


def test_a_withdrawn_item_leaves_the_list_and_comes_back(visit):
    liaison = visit("liaison")
    liaison.fill("/council/new", title="Short Lived")
    liaison.send("/council/1/withdraw")
    assert "Short Lived" not in liaison.open("/council").text.replace("“Short Lived” is withdrawn", "")
    liaison.send("/council/1/bring-back")
    assert "Short Lived" in liaison.open("/council").text


def test_an_item_of_a_confidential_department_is_hidden_with_it(visit):
    sealed = make_department("sealed", "Sealed", marking="confidential", marking_basis="labor")
    visit("liaison").fill("/council/new", title="Quiet matter", department_id=str(sealed.id))
    assert "Quiet matter" not in visit("observer").open("/council").text
