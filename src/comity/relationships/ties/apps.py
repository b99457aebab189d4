from django.apps import AppConfig


class TiesConfig(AppConfig):
    name = "comity.relationships.ties"
    label = "ties"

    def ready(self) -> None:
        from comity.people.contacts.registry import found_by
        from comity.relationships.ties.actions.settling import words_of_ties

        found_by.register("ties", words_of_ties)
