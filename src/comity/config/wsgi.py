import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "comity.config.settings")

application = get_wsgi_application()
# Every view is loaded now, and what stays for good is never looked through again: the collector stopped pages for 90 ms.
reverse("pages:home")
gc.collect()
gc.freeze()
