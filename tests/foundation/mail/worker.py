"""A worker process that knows the tests' kind of notice: ``python -m tests.foundation.mail.worker``."""

import runpy

import django

if __name__ == "__main__":
    django.setup()
    from tests.people.notifications.kinds import Things, register

    register(Things())
    runpy.run_module("tests.foundation.work.worker", run_name="__main__")
