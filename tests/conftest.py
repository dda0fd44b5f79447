"""What every test can use."""

from hypothesis import settings

pytest_plugins = ["tests.postgres", "tests.browser", "tests.app"]

# How long an example takes says more about how busy the machine is than about the code.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
