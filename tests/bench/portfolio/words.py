"""Words that the rows are made of. All of them are invented."""

from __future__ import annotations

FIRST_NAMES = (
    "Ada", "Basil", "Cleo", "Dara", "Eben", "Faye", "Gil", "Hollis", "Ines", "Jules", "Kit", "Lark", "Mina", "Nico",
    "Odile", "Paz", "Quill", "Rosa", "Soren", "Tamsin", "Uma", "Vesna", "Wren", "Xavi", "Yael", "Zora",
)  # fmt: skip
LAST_NAMES = (
    "Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir", "Gorse", "Hazel", "Ironwood", "Juniper", "Kapok", "Laurel",
    "Maple", "Nettle", "Oak", "Pine", "Quince", "Rowan", "Spruce", "Teak", "Upas", "Viburnum", "Willow", "Yew",
)  # fmt: skip
DEPARTMENTS = (
    ("Department of Bridges", "DOB"), ("Department of Gardens", "DOG"), ("Department of Lamps", "LAMP"),
    ("Department of Ledgers", "DOL"), ("Department of Parcels", "DOP"), ("Department of Radios", "RAD"),
    ("Department of Signals", "SIG"), ("Department of Wells", "WELL"),
)  # fmt: skip
INITIATIVES = (
    ("One counter for every permit", "Counter"), ("Lamps that answer", "Lamps"), ("Open ledgers", "Ledgers"),
    ("Clean wells by sensor", "Wells"), ("Radio for every crew", "Radio"),
)  # fmt: skip
PRIORITIES = ("Services people can reach", "Money people can follow", "Works that end on time")
WORKS = ("Portal", "Registry", "Sensors", "Dispatch", "Payments", "Inventory", "Scheduling", "Archive", "Maps", "Wi-Fi")
PLACES = ("Harbor", "Hillside", "Orchard", "Riverbend", "Terminal", "Old Town", "Canyon", "Foothill")
TITLES = ("Chief Technology Officer", "Program manager", "Analyst", "Director of operations", "Account lead")
MILESTONES = (
    "Charter signed", "Vendor chosen", "Contract signed", "Design accepted", "Pilot opens", "Training done",
    "First district live", "Citywide", "Old system off", "Evaluation published",
)  # fmt: skip
SOURCES = ("General fund", "State grant", "Innovation fund")
ACTIONS = (
    "Send the revised scope to the department",
    "Get the vendor's answer on data retention",
    "Book the demonstration with the board's staff",
    "Confirm the match for the grant with the budget office",
    "Write down who decides on the pilot's districts",
    "Return comments on the service agreement",
)
RISKS = (
    "Connection work at the second site may take longer than the lease allows",
    "The vendor's team may be too small for two roll-outs at once",
    "The grant may lapse before the last invoice is in",
    "Old records may not match the new registry's fields",
)
ASKS = (
    "Approve the second phase within the appropriated amount",
    "Choose the districts of the pilot",
    "Sign the letter to the board about the service agreement",
)
DECISIONS = ("Go on with the second vendor", "Start with three districts", "Wait for the budget hearing")
NARRATIVE = (
    "The team finished the week's tests with the department and two of the three defects found are mended. "
    "The third waits for the vendor, who answers on Thursday. Training material is in review."
)
DONE = "- Tests of the second release\n- Agreement on who answers calls"
NEXT = "- Vendor's answer on the last defect\n- Training for the first crew"
REASON = "The connection at the second site came later than the lease had it, so that tests began a week late."
PATH = "The vendor adds a second crew from the 12th; the department tests in the evenings until the week is made up."
NOTES = """Present: {first}, {second}, {third}
{project}: went through the plan of the second release.
Action: {second} to send the revised scope by Friday
Decision: start with three districts
Risk: connection work may take longer than the lease allows (medium)
They asked for the budget letter before the hearing.
"""
