from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "comity.people.contacts"
    label = "contacts"
