"""Drafting: the records of a week become lines; sections with nothing to say are left out."""


from tests.briefings.factories import drafted, make_week, texts


def test_the_facts_of_a_week_become_lines_in_every_section(app):
    week = make_week()
    said = texts(drafted())
    assert said["bottom:changes"] == "**Permit login** went from at risk to off track."
    assert said["bottom:decision"] == (
        "The Deputy Mayor is asked to decide by **Fri, Dec 4**: Approve the interim contract."
    )
    assert said[f"ask:{week.ask.id}"] == "**Deputy Mayor, by Fri, Dec 4.** Approve the interim contract."
    assert said[f"worse:{week.permit.id}"] == (
        "**Permit login**, from at risk to off track: Pilot opens moved 41 days, to Jan 15, 2027, "
        "“vendor delay” (per ITA)."
    )
    assert said[f"better:{week.curb.id}"] == "**Curb sensors**, from at risk to on track: “Award signed”."
    assert said[f"status:{week.worse.id}"] == (
        "**Angeleno Connect, Permit login.** Off track, per ITA, Nov 27. Vendor delay on proofing."
    )
    assert said[f"silence:{week.quiet.id}"] == "No update logged since Nov 11 for **Digital ID pilot** (ITA)."
    assert "**ITA** did on Nov 24 what was due Nov 20: Send the van list." in said.values()
    assert "**Finance** owes since Nov 18: Send the fee table." in said.values()
    assert "Met **ITA**: Permit login check-in (Nov 23)." in said.values()
    assert "**Decided Nov 24 by Steering group.** Use one login for all permits." in said.values()
    assert "**City Council**, Wed, Dec 2: Speed study (CF 26-0123)." in said.values()
    assert "**Thu, Dec 3.** Fee workshop, with Finance." in said.values()
