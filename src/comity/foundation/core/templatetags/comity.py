"""Tags and filters every template may use without loading them."""

from django import template

from comity.foundation.core import text

register = template.Library()
register.filter("initials", text.initials)
register.filter("hue", text.hue)
