from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "comity.foundation.audit"
    label = "audit"
