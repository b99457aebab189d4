from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from comity.foundation.core.queue import enqueue
from comity.foundation.work.actions.claims import claim_job
from comity.foundation.work.actions.rhythms import set_rhythms
from comity.foundation.work.jobs import run_waiting
from comity.people.members.models import Member
from tests.foundation.work.kinds import said
from tests.people import signed_in

pytestmark = pytest.mark.django_db

JOBS = "/ops/work/"


def a_failed_job() -> DBTaskResult:  # type: ignore[type-arg]
    job_id = enqueue("tests.refuse")
    run_waiting()
    return DBTaskResult.objects.get(pk=job_id)


def test_the_operator_sees_failures_first_with_what_happened(olga: Member) -> None:
    a_failed_job()
    text = signed_in(olga).get(JOBS).content.decode()
    assert "Failed (1)" in text
    assert "The file of import 7 is gone." in text


def test_the_operator_sees_progress_of_what_runs(olga: Member) -> None:
    enqueue("tests.say", {"text": "x"})
    run = claim_job()
    assert run
    run.progress(3, 10)
    text = signed_in(olga).get(JOBS, {"show": "running"}).content.decode()
    assert 'value="3" max="10"' in text


def test_the_operator_sees_what_waits_and_since_when(olga: Member) -> None:
    enqueue("tests.say", {"text": "x"}, run_at=timezone.now() - timedelta(hours=3))
    enqueue("tests.say", {"text": "x"}, run_at=timezone.now() + timedelta(hours=3))
    text = signed_in(olga).get(JOBS, {"show": "waiting"}).content.decode()
    assert "1 job is due, since 3\xa0hours" in text
    assert "Waiting (2)" in text


def test_the_operator_sees_what_comes_by_itself(olga: Member) -> None:
    set_rhythms(timezone.now() + timedelta(minutes=5, seconds=30))
    text = signed_in(olga).get(JOBS).content.decode()
    row = text[text.index("tests.tick") :]
    assert "never" in row
    assert "5\xa0minutes from now" in row


def test_no_page_shows_what_a_job_is_about(olga: Member) -> None:
    enqueue("tests.say", {"text": "the-payload"})
    client = signed_in(olga)
    for shown in ("failed", "running", "waiting", "done"):
        assert "the-payload" not in client.get(JOBS, {"show": shown}).content.decode()


def test_a_failed_job_is_tried_again(olga: Member) -> None:
    job = a_failed_job()
    response = signed_in(olga).post(reverse("work:again", args=[job.pk]), follow=True)
    assert "The job runs as soon as a worker is free." in response.content.decode()
    job.refresh_from_db()
    assert (job.status, job.job.failures) == ("READY", 0)
    assert run_waiting() == 1


def test_a_job_that_waits_is_given_up_and_can_come_back(olga: Member) -> None:
    job_id = enqueue("tests.say", {"text": "x"}, unique="key")
    client = signed_in(olga)
    client.post(reverse("work:give-up", args=[job_id]))
    assert run_waiting() == 0
    assert enqueue("tests.say", {"text": "y"}, unique="key") != job_id
    client.post(reverse("work:again", args=[job_id]))
    run_waiting()
    assert sorted(said()) == ["x 1", "y 1"]


def test_a_running_job_is_left_alone_and_the_page_says_so(olga: Member) -> None:
    enqueue("tests.say", {"text": "x"})
    run = claim_job()
    assert run
    for name in ("work:again", "work:give-up"):
        response = signed_in(olga).post(reverse(name, args=[run.id]), follow=True)
        assert "This job has moved on meanwhile." in response.content.decode()
    assert DBTaskResult.objects.get(pk=run.pk).status == "RUNNING"


def test_nobody_else_learns_that_the_pages_exist(ada: Member) -> None:
    job = a_failed_job()
    acts = [reverse("work:again", args=[job.pk]), reverse("work:give-up", args=[job.pk])]
    for client in (signed_in(ada), Client()):
        assert client.get(JOBS).status_code == 404
        assert [client.post(act).status_code for act in acts] == [404, 404]
    job.refresh_from_db()
    assert job.status == "FAILED"


def test_acts_are_posted_and_a_job_that_never_was_changes_nothing(olga: Member) -> None:
    client = signed_in(olga)
    nothing = "00000000-0000-4000-8000-000000000000"
    assert client.get(reverse("work:again", args=[nothing])).status_code == 405
    assert client.post(JOBS).status_code == 405
    assert client.post(reverse("work:again", args=[nothing])).status_code == 302
    assert client.post("/ops/work/7/again/").status_code == 404


def test_htmx_is_given_the_list_alone(olga: Member) -> None:
    response = signed_in(olga).get(JOBS, headers={"HX-Request": "true"})
    assert response.content.decode().strip().startswith('<section id="jobs"')


def test_an_odd_address_shows_the_first_list(olga: Member) -> None:
    assert signed_in(olga).get(JOBS, {"show": "odd", "page": "-3"}).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_long_the_list(olga: Member, rows: int) -> None:
    for number in range(rows):
        enqueue("tests.say", {"n": number})
    client = signed_in(olga)
    with CaptureQueriesContext(connection) as queries:
        client.get(JOBS, {"show": "waiting"})
    assert len([query for query in queries if "tasks" in query["sql"] or "work_" in query["sql"]]) == 4


def test_a_long_list_has_pages(olga: Member) -> None:
    for number in range(30):
        enqueue("tests.say", {"n": number})
    client = signed_in(olga)
    first = client.get(JOBS, {"show": "waiting"}).content.decode()
    second = client.get(JOBS, {"show": "waiting", "page": "2"}).content.decode()
    assert (first.count("<code>tests.say</code>"), second.count("<code>tests.say</code>")) == (25, 5)
