from django.apps import AppConfig


class TiesConfig(AppConfig):
    name = "comity.relationships.ties"
    label = "ties"

    def ready(self) -> None:
        from comity.foundation.core.registry import Eraser, Exporter, erasers, exporters
        from comity.people.contacts.registry import Follower, followers, found_by
        from comity.relationships.ties.actions.erasing import erase_ties
        from comity.relationships.ties.actions.following import move_tie, restore_tie
        from comity.relationships.ties.actions.settling import words_of_ties
        from comity.relationships.ties.queries.archive import ties_for_archive
        from comity.relationships.ties.queries.network import answers_for_archive

        found_by.register("ties", words_of_ties)
        followers.register("ties", Follower(move_tie, restore_tie))
        exporters.register("ties", Exporter(ties_for_archive, order=40))
        exporters.register("answers", Exporter(answers_for_archive, order=41))
        erasers.register("ties", Eraser(erase_ties, order=30))
