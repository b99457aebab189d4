"""The pages of reports: the form, what each side reads, and the operators' queue."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comity.people.members.models import Member
from comity.people.moderation.actions.appealing import appeal
from comity.people.moderation.enums import Decision, State
from comity.people.moderation.models import Case, Report
from comity.people.moderation.queries.own import token_of
from tests.people import signed_in
from tests.people.members.sameness import as_seen
from tests.people.moderation.cases import WHY, decided, reported

pytestmark = pytest.mark.django_db
MINE, QUEUE = "/settings/reports/", "/ops/reports/"


@pytest.fixture
def now() -> Any:
    return timezone.now()


def form_of(member: Member) -> str:
    return reverse("moderation:report", args=["member", member.public_id])


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return str(answer.content.decode())


def test_from_a_members_page_to_a_report_without_script(ada: Member, ben: Member) -> None:
    me = signed_in(ada)
    assert f'href="{form_of(ben)}"' in text(me, f"/m/{ben.public_id}/")
    assert "The page of Ben" in text(me, form_of(ben))
    assert me.post(form_of(ben), {"words": "No reason"}).status_code == 422
    answer = me.post(form_of(ben), {"reason": "insult", "words": "<b>Rude</b>"}, follow=True)
    page = answer.content.decode()
    assert "you are told what comes of it" in page
    assert "&lt;b&gt;Rude" in text(me, MINE)
    assert "You reported this on" in text(me, form_of(ben))
    me.post(form_of(ben), {"reason": "fraud", "words": "Again"})
    assert Report.objects.get().words == "<b>Rude</b>"


def test_who_reported_enough_today_keeps_what_they_wrote(ada: Member, ben: Member) -> None:
    for one in range(5):
        reported(ada, Member.objects.create_user(f"m{one}@example.org", name=f"M {one}"), at=timezone.now())
    answer = signed_in(ada).post(form_of(ben), {"reason": "insult", "words": "Quillfeather"})
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)
    assert "as much today as a day allows" in answer.content.decode()
    assert "Quillfeather" in answer.content.decode()


def test_oneself_and_what_is_not_there_look_alike(ada: Member, ben: Member) -> None:
    me = signed_in(ada)
    me.get("/")  # the first answer of all brings a cookie
    nowhere = me.get(reverse("moderation:report", args=["member", "A" * 22]))
    for url in (form_of(ada), reverse("moderation:report", args=["planet", ben.public_id])):
        for answer in (me.get(url), me.post(url, {"reason": "insult"})):
            assert answer.status_code == 404
        assert as_seen(me.get(url)) == as_seen(nowhere)
    assert Client().get(form_of(ben)).status_code == 302
    assert f"/report/member/{ada.public_id}/" not in text(me, f"/m/{ada.public_id}/")


def test_an_operator_decides_on_a_page(ada: Member, ben: Member, olga: Member, now: Any) -> None:
    case = reported(ada, ben, at=now).case
    hers, url = signed_in(olga), reverse("moderation:case", args=[case.public_id])
    assert "Ben Sørensen" in text(hers, QUEUE)
    assert "One report or appeal waits" in text(hers, "/")
    page = text(hers, url)
    for words in (
        "Ada Okafor",
        "He calls me names.",
        "The page of Ben",
        "Suspend the account",
        "Hide what the page says from others",
    ):
        assert words in page
    for wrong in ({"decision": "warned"}, {"sentence": WHY}, {"decision": "shot", "sentence": WHY}):
        assert hers.post(url, wrong).status_code == 422
    assert hers.post(url, {"decision": "warned", "sentence": WHY}).status_code == 302
    assert Case.objects.get().state == State.DECIDED
    answer = hers.post(url, {"decision": "suspended", "sentence": "Too late"}, follow=True)
    assert "Somebody decided this meanwhile" in answer.content.decode()
    assert Case.objects.get().decision == Decision.WARNED
    assert WHY in text(hers, f"{url}")
    assert "Ben" in text(hers, f"{QUEUE}?show=decided")
    assert hers.get(f"{QUEUE}?show=nonsense").status_code == 404


def test_the_queue_is_for_operators_alone(ada: Member, ben: Member, olga: Member, now: Any) -> None:
    case = reported(ada, ben, at=now).case
    about_olga = reported(ada, olga, at=now).case
    url = reverse("moderation:case", args=[case.public_id])
    for member in (ada, ben):
        assert signed_in(member).get(QUEUE).status_code == 404
        assert signed_in(member).post(url, {"decision": "nothing", "sentence": WHY}).status_code == 404
    hers = signed_in(olga)
    assert hers.get(reverse("moderation:case", args=[about_olga.public_id])).status_code == 404
    assert "waiting for a decision (1)" in text(hers, QUEUE)


def test_who_it_is_about_reads_the_sentence_and_appeals(
    ada: Member, ben: Member, olga: Member, now: Any
) -> None:
    case = decided(olga, reported(ada, ben, at=now).case, at=now)
    his, url = signed_in(ben), reverse("moderation:decision", args=[case.public_id])
    page = text(his, url)
    assert WHY in page
    assert "Ada" not in page
    assert "Ada" not in text(his, MINE)
    assert "Olga" not in page
    assert his.post(url, {"words": " "}).status_code == 422
    assert his.post(url, {"words": "She began."}).status_code == 302
    page = text(his, url)
    assert "She began." in page
    assert '<form method="post" class="sheet pad"' not in page
    assert his.post(url, {"words": "Twice."}, follow=True).status_code == 200
    assert Case.objects.get().appeal == "She began."
    hers, case_url = signed_in(olga), reverse("moderation:case", args=[case.public_id])
    assert "She began." in text(hers, case_url)
    assert hers.post(case_url, {"again": "taken_back", "sentence": "You are right."}).status_code == 302
    page = text(his, url)
    assert "You are right." in page
    assert "taken back" in page
    assert "It was looked at again, and stays as it is after all." in text(signed_in(ada), MINE)


def test_a_decision_is_there_for_who_it_is_about_alone(
    ada: Member, ben: Member, cleo: Member, olga: Member, now: Any
) -> None:
    waiting = reported(ada, ben, at=now).case
    url = reverse("moderation:decision", args=[waiting.public_id])
    assert signed_in(ben).get(url).status_code == 404  # that something waits, he is not told
    decided(olga, waiting, Decision.NOTHING, at=now)
    assert signed_in(ben).get(url).status_code == 404
    case = decided(olga, reported(ada, ben, at=now).case, at=now)
    url = reverse("moderation:decision", args=[case.public_id])
    for member in (ada, cleo, olga):
        assert signed_in(member).get(url).status_code == 404


def test_the_mailed_link_is_enough_and_no_cache_keeps_it(
    ada: Member, ben: Member, olga: Member, now: Any
) -> None:
    case = decided(olga, reported(ada, ben, at=now).case, Decision.SUSPENDED, at=now)
    url = reverse("moderation:decision_by_link", args=[token_of(case)])
    visitor = Client()
    answer = visitor.get(url)
    assert WHY in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert visitor.post(url, {"words": "I was hacked."}).status_code == 302
    assert "I was hacked." in text(visitor, url)
    assert visitor.get(reverse("moderation:decision_by_link", args=["x:y"])).status_code == 404


@pytest.mark.parametrize("count", [1, 4])
def test_pages_cost_the_same_however_many(
    count: int, ada: Member, ben: Member, olga: Member, now: Any, django_assert_num_queries: Any
) -> None:
    members = [Member.objects.create_user(f"m{one}@example.org", name=f"M {one}") for one in range(count)]
    for one in members:
        decided(olga, reported(one, ben, at=now).case, at=now)
        reported(ada, one, at=now)
    case = reported(members[0], ben, at=now).case
    for one in members:
        reported(one, ben, at=now)
    me, his, hers = signed_in(ada), signed_in(ben), signed_in(olga)
    case_url = reverse("moderation:case", args=[case.public_id])
    for client, url, queries in (
        (me, MINE, 4),  # session 2, reports, decisions
        (his, MINE, 4),
        (hers, QUEUE, 5),  # session 2, counts, count, page
        (hers, case_url, 6),  # session 2, case, reports, earlier, whether hers
    ):
        client.get(url)
        with django_assert_num_queries(queries):
            client.get(url)


def test_the_time_to_appeal_is_said_and_over(ada: Member, ben: Member, olga: Member, now: Any) -> None:
    then = now - timedelta(days=15)
    case = decided(olga, reported(ada, ben, at=then).case, at=then)
    his, url = signed_in(ben), reverse("moderation:decision", args=[case.public_id])
    assert "Have it looked at again" not in text(his, url)
    assert "can no longer be appealed" in his.post(url, {"words": "Still"}, follow=True).content.decode()


def test_a_report_leads_back_to_where_it_was_made_and_offers_to_block(ada: Member, ben: Member) -> None:
    me, there = signed_in(ada), f"/m/{ben.public_id}/"
    page = me.get(form_of(ben), headers={"referer": f"http://testserver{there}?tab=1"}).content.decode()
    assert f'name="next" value="{there}?tab=1"' in page
    answer = me.post(form_of(ben), {"reason": "insult", "next": there}, follow=True)
    assert answer.redirect_chain == [(f"{form_of(ben)}?back=%2Fm%2F{ben.public_id}%2F", 302)]
    page = answer.content.decode()
    assert f'href="{there}"' in page
    assert reverse("members:block", args=[ben.public_id]) in page
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)", form_of(ben)):
        assert "Back to where it stands" not in text(me, f"{form_of(ben)}?back={elsewhere}")


def test_an_operator_alone_is_told_that_the_decision_was_their_own(
    ada: Member, ben: Member, cleo: Member, olga: Member, now: Any
) -> None:
    case = decided(olga, reported(ada, ben, at=now).case, at=now)
    appeal(case, words="No.", at=now)
    hers, url = signed_in(olga), reverse("moderation:case", args=[case.public_id])
    page = text(hers, url)
    assert "a decision of your own" in page
    assert "nothing more can be appealed" in page
    assert "may appeal once" not in page
    cleo.is_operator = True
    cleo.save()
    assert "Another operator should decide this" in text(hers, url)
    assert "of your own" not in text(signed_in(cleo), url)
    cleo.is_operator = False
    cleo.save()
    hers.post(url, {"again": "stands", "sentence": "It does."})
    assert "It was the same person" in text(
        signed_in(ben), reverse("moderation:decision", args=[case.public_id])
    )


def test_an_operator_who_reported_it_and_is_alone_is_told_so(ben: Member, olga: Member, now: Any) -> None:
    case = reported(olga, ben, at=now).case
    assert "You reported this yourself" in text(
        signed_in(olga), reverse("moderation:case", args=[case.public_id])
    )


def test_of_a_page_nobody_reads_what_it_said_to_who_reported_it(
    ada: Member, ben: Member, olga: Member, now: Any
) -> None:
    case = decided(olga, reported(ada, ben, at=now).case, at=now)
    assert "What you wrote" not in text(signed_in(ben), reverse("moderation:decision", args=[case.public_id]))
    assert '<details class="fold" open>' in text(
        signed_in(olga), reverse("moderation:case", args=[case.public_id])
    )
