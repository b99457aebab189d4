from __future__ import annotations

from django import template

from comity.people.moderation.queries import queue

register = template.Library()
register.filter("label_of", queue.label_of)
