"""A worker process of the tests: ``python -m tests.foundation.work.worker`` until SIGTERM."""

import os
import signal
import threading

import django

if __name__ == "__main__":
    django.setup()
    from comity.foundation.work.jobs import run_worker
    from tests.foundation.work.kinds import note

    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    note(f"{os.getpid()} ready")
    run_worker(stop, interval=0.05, grace=0.3)
