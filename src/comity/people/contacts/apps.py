from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "comity.people.contacts"
    label = "contacts"

    def ready(self) -> None:
        from comity.foundation.core.registry import Eraser, Exporter, erasers, exporters
        from comity.people.contacts.actions.shelving import erase_book
        from comity.people.contacts.queries.archive import book_for_archive
        from comity.people.contacts.queries.linked import linked_by_card
        from comity.people.members.registry import acquaintances

        exporters.register("book", Exporter(book_for_archive, order=30))
        erasers.register("book", Eraser(erase_book, order=40))
        acquaintances.register("book", linked_by_card)
