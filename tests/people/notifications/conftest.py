from tests.people.notifications.kinds import things_fixture

__all__ = ["things_fixture"]
