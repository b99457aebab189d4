import gc
import os

from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import reverse
from rich.console import Console

from comity.config.doctor import refuse_unsafe_database, refuse_unsafe_settings
from comity.config.environment import Environment
from comity.config.wrong_settings import wrong_settings_told
from comity.relationships.graph.snapshot.warming import engine

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")
# Where another server than `comity serve` listens is not known here, so it may be anywhere.
os.environ.setdefault("COMITY_LISTENS_ON", "another server's address")

_console = Console(stderr=True)
with wrong_settings_told():
    _environment = Environment()
    refuse_unsafe_settings(_environment, _console)
    application = get_wsgi_application()
    refuse_unsafe_database(_environment, _console)
connection.close()
engine.warm_beside()
# Every view is loaded now, and what stays for good is never looked through again: the collector stopped pages for 90 ms.
reverse("pages:home")
gc.collect()
gc.freeze()
