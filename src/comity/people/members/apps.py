from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "comity.people.members"
    label = "members"
