"""The three invented people of the demonstration, with how they sign in. They exist in demo mode only."""

DEMO_PASSWORD = "demonstration-only"

# (what they are, address, password)
DEMO_PEOPLE = (
    ("Liaison", "liaison@example.org", DEMO_PASSWORD),
    ("Executive Officer", "executive.officer@example.org", DEMO_PASSWORD),
    ("Deputy Mayor", "deputy.mayor@example.org", DEMO_PASSWORD),
)
