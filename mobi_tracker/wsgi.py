"""The application for a WSGI server: ``gunicorn 'mobi_tracker.wsgi:application'``."""

import os

from mobi_tracker.app import create_app
from mobi_tracker.configuration import from_environment
from mobi_tracker.core import memory

application = create_app(from_environment(os.environ))
memory.settle()
