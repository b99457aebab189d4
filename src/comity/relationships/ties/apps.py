from django.apps import AppConfig


class TiesConfig(AppConfig):
    name = "comity.relationships.ties"
    label = "ties"

    def ready(self) -> None:
        from comity.foundation.core.registry import Eraser, Exporter, erasers, exporters
        from comity.people.contacts.registry import (
            Follower,
            PersonSection,
            followers,
            found_by,
            organizations_changed,
            person_sections,
        )
        from comity.people.members.registry import positions_changed
        from comity.relationships.ties.actions.erasing import erase_ties
        from comity.relationships.ties.actions.favours import move_favours, restore_favours
        from comity.relationships.ties.actions.following import move_tie, restore_tie
        from comity.relationships.ties.actions.rescoring import score_later
        from comity.relationships.ties.actions.settling import refresh_last_contact, words_of_ties
        from comity.relationships.ties.queries.archive import ties_for_archive
        from comity.relationships.ties.queries.network import answers_for_archive
        from comity.relationships.ties.queries.strength import strength_section

        found_by.register("ties", words_of_ties)
        followers.register("ties", Follower(move_tie, restore_tie))
        organizations_changed.register("ties", refresh_last_contact)
        positions_changed.register("ties", score_later)
        person_sections.register(
            "ties.strength", PersonSection("ties/strength.html", strength_section, place="aside", order=10)
        )
        followers.register("favours", Follower(move_favours, restore_favours))
        exporters.register("ties", Exporter(ties_for_archive, order=40))
        exporters.register("answers", Exporter(answers_for_archive, order=41))
        erasers.register("ties", Eraser(erase_ties, order=30))
