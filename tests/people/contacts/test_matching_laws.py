"""What holds for any text at all."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from comity.formats.card import Card, Value
from comity.people.contacts.rules.evidence import weigh
from comity.people.contacts.rules.judgement import judge
from comity.people.contacts.rules.keys import email_key, link_key, organization_key, phone_key
from comity.people.contacts.rules.matching import Index
from comity.people.contacts.rules.names import compare
from comity.people.contacts.rules.rarity import Rarity
from comity.people.contacts.rules.traits import known_from_card, traits_of

naughty = st.text(st.characters(codec=None), max_size=40)
name = st.one_of(
    naughty, st.sampled_from(["Ann", "Anna", "Bob", "Robert", "J.", "Smith", "Smyth", "van Dyk", "李"])
)
line = st.sampled_from(["1 Elm Road", "Elm Raod 1", "Leeds", "LS1 4AB", "12345 Ulm", "Ulm"])
value = st.one_of(
    st.builds(Value, st.sampled_from(["email", "phone", "url", "address", "date"]), naughty, naughty),
    st.builds(Value, st.just("email"), st.sampled_from(["a@b.example", "info@b.example", "A+x@gmail.com"])),
    st.builds(Value, st.just("phone"), st.sampled_from(["+49 170 1234567", "0170 1234567", "110"])),
    st.builds(
        Value,
        st.just("url"),
        st.sampled_from(["linkedin.com/in/a", "https://x.com/a/", "http://[", "a.example"]),
    ),
    st.builds(Value, st.just("address"), st.lists(line, max_size=4).map("\n".join)),
    st.builds(
        Value,
        st.just("date"),
        st.sampled_from(["1980-02-03", "1980-03-02", "--02-03", "1604-02-03", "1991-11-30"]),
        st.just("birthday"),
    ),
)
cards = st.builds(
    Card,
    given=name,
    family=name,
    middle=name,
    full=name,
    suffix=st.sampled_from(["", "Jr.", "III"]),
    organization=st.one_of(naughty, st.sampled_from(["Acme GmbH", "ACME", "Acme Software"])),
    title=naughty,
    values=st.lists(value, max_size=5).map(tuple),
)


@given(cards, cards, st.lists(cards, max_size=3))
def test_evidence_is_the_same_from_either_side(a: Card, b: Card, book: list[Card]) -> None:
    rarity = Rarity()
    for card in book:
        rarity.learn(traits_of(known_from_card(card), "DE"))
    one, other = (traits_of(known_from_card(card), "DE") for card in (a, b))
    there = weigh(one, other, rarity, compare(one.name, other.name))
    back = weigh(other, one, rarity, compare(other.name, one.name))
    assert there.reasons == back.reasons
    assert abs(there.bits - back.bits) < 1e-9
    assert judge(there) == judge(back)


@given(cards, st.randoms(use_true_random=False))
def test_the_order_of_a_cards_values_does_not_matter(card: Card, random: object) -> None:
    mixed = list(card.values)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    turned = known_from_card(Card(given=card.given, values=tuple(mixed)))
    straight = known_from_card(Card(given=card.given, values=card.values))
    a, b = traits_of(turned, "DE"), traits_of(straight, "DE")
    assert (a.emails, a.phones, a.links) == (b.emails, b.phones, b.links)


@settings(deadline=None)
@given(st.lists(cards, max_size=6), cards)
def test_matching_survives_any_text_and_repeats_itself(book: list[Card], incoming: Card) -> None:
    known = [known_from_card(card, number) for number, card in enumerate(book)]
    first, again = Index(known, region="DE").match(incoming), Index(known, region="DE").match(incoming)
    assert first == again
    assert (first.id is None) == (first.certainty == "new")


# Text that looks like an address, a link or a number often enough to reach what is done with one.
signs = "@ . / : ? # % + < > www. mailto: https:// gmail.com x.com linkedin.com/in/ %25 %2F a.b é ß ẞ ¯ ＠ ．"
near = st.one_of(
    naughty,
    st.lists(
        st.one_of(st.sampled_from([" ", *signs.split()]), st.text(st.characters(codec=None), max_size=3)),
        max_size=9,
    ).map("".join),
)


@given(near)
@example("0@¯")
@example("mail.to:a@gmail.com")
@example("a.b@c＠gmail.com")
@example("a.example/%2541")
@example("a.example/%3Fb")
@example("www.www.a.example")
@example("www.example")
@example("0000000")
@example("00000000")
def test_a_key_is_its_own_key(text: str) -> None:
    email = email_key(text)
    assert email_key(email) == email
    link = link_key(text)
    assert link is None or link_key(link.key) == link
    phone = phone_key(text, "DE")
    assert phone is None or not phone.key or phone_key(phone.key) == phone
    assert organization_key(organization_key(text)) == organization_key(text)
