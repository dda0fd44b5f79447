"""Organizations: list, add, edit, withdraw, stale saves."""

from tests.factories import make_organization, make_user


def test_a_liaison_adds_an_organization_and_lands_on_its_page(visit):
    page = visit("liaison").fill("/organizations/new", name="Harbor Data Trust", kind="nonprofit")
    assert page.h1 == "Harbor Data Trust"
    assert "Nonprofit" in page.text


def test_a_missing_name_is_said_beside_the_field_and_what_was_typed_stays(visit):
    page = visit("liaison").fill("/organizations/new", name="", abbreviation="HDT")
    assert "Give the organization's name." in page.text
    assert page.value_of("abbreviation") == "HDT"


def test_a_stale_save_shows_both_texts_and_keeps_what_was_typed(visit):
    record = make_organization("Old name")
    liaison = visit("liaison")
    shown_version = record.version
    liaison.fill(f"/organizations/{record.id}/edit", name="Theirs")
    page = liaison.fill(f"/organizations/{record.id}/edit", name="Mine", version=str(shown_version))
    assert "Theirs" in page.text and page.value_of("name") == "Mine"
    assert visit("liaison").open(f"/organizations/{record.id}").h1 == "Theirs"


def test_a_withdrawn_organization_leaves_the_list_and_can_be_brought_back(visit):
    record = make_organization("Short Lived")
    liaison = visit("liaison")
    liaison.send(f"/organizations/{record.id}/withdraw", reason="typed twice")
    assert "Short Lived" not in liaison.open("/organizations").text.replace("Short Lived is withdrawn", "")
    liaison.send(f"/organizations/{record.id}/bring-back")
    assert "Short Lived" in liaison.open("/organizations").text


def test_a_second_press_on_withdraw_says_that_it_is_withdrawn_already(visit):
    record = make_organization("Short Lived")
    liaison = visit("liaison")
    liaison.send(f"/organizations/{record.id}/withdraw")
    assert "This is withdrawn already." in liaison.send(f"/organizations/{record.id}/withdraw").text


def test_the_list_leaves_as_csv_and_excel(visit):
    make_organization("Harbor Data Trust")
    liaison = visit("liaison")
    liaison.open("/organizations?format=csv")
    assert b"Harbor Data Trust" in liaison.response.data
    liaison.open("/organizations?format=xlsx")
    assert liaison.response.data[:2] == b"PK"


def test_a_confidential_one_with_readers_is_seen_by_them_alone(visit):
    reader = make_user("liaison")
    record = make_organization("Sealed Vendor")
    visit("liaison").fill(
        f"/organizations/{record.id}/edit",
        marking="confidential", marking_basis="procurement", readers=[str(reader.id)],
    )  # fmt: skip
    visit("deputy_mayor").open(f"/organizations/{record.id}", 404)
    assert visit(user=reader).open(f"/organizations/{record.id}").h1 == "Sealed Vendor"
