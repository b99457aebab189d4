"""The words by which a line about what happened is read, in English and German; all folded as ``core.text.fold`` does."""

from __future__ import annotations

from typing import Final

from comity.relationships.ties.enums import Kind

_KINDS: Final[dict[Kind, str]] = {
    Kind.MET: """
        coffee lunch dinner breakfast brunch supper drink drinks beer beers tea walk walked hike met meet meeting saw
        catchup visited visit bumped ran kaffee mittagessen abendessen fruhstuck fruehstuck essen bier tee spaziergang
        spazieren treffen traf trafen getroffen gesehen besuch besucht besuchte wiedersehen besprechung""",
    Kind.VIDEO: """
        video videocall videochat zoom zoomed skype skyped facetime facetimed videoanruf videogesprach videokonferenz
        videotelefonat gezoomt""",
    Kind.CALL: """
        call called phone phoned rang spoke talked telephoned telefonat telefoniert telefonierte anruf angerufen rief
        gesprochen gesprach sprach""",
    Kind.MESSAGE: """
        email emailed e-mail e-mailed mail mailed wrote texted text messaged message messages dm sms whatsapp letter
        pinged heard geschrieben schrieb gemailt nachricht brief postkarte""",
    Kind.EVENT: """
        conference event meetup party workshop fair festival concert konferenz veranstaltung tagung messe feier
        kongress konzert stammtisch""",
    Kind.FAVOUR: "helped favour favor geholfen gefallen half",
}
KINDS: Final[dict[str, Kind]] = {word: kind for kind, words in _KINDS.items() for word in words.split()}

# What says more than its kind does, and so begins the line.
TELLING: Final = frozenset(
    """coffee lunch dinner breakfast brunch supper drink drinks beer beers tea walk hike kaffee mittagessen abendessen
    fruhstuck fruehstuck essen bier tee spaziergang conference event meetup party workshop fair festival concert
    konferenz veranstaltung tagung messe feier kongress konzert stammtisch letter brief postkarte""".split()
)
# Verbs that are followed by whom; their subject stands before them.
TAKES: Final = frozenset(
    """met meet saw visited call called phoned telephoned rang emailed email e-mailed mailed texted messaged pinged wrote
    helped zoomed skyped facetimed traf trafen besuchte""".split()
)
HELPED: Final = frozenset("helped geholfen half".split())  # with what, not with whom
SEASONS: Final = frozenset(
    "spring summer autumn fall winter fruhling fruehling fruhjahr sommer herbst".split()
)
WITH: Final = frozenset("with mit".split())
FROM: Final = frozenset("from von".split())
TO: Final = frozenset("to an into".split())
OUTWARD: Final = frozenset(
    "emailed e-mailed mailed texted messaged pinged wrote geschrieben schrieb gemailt".split()
)
AND: Final = frozenset("and und & + sowie plus".split())
PLACE: Final = frozenset("at in im bei beim am auf near".split())
TOPIC: Final = frozenset(
    """about re regarding concerning uber ueber wegen bezuglich bezueglich betreffs thema because weil dass that""".split()
)
TOPIC_LATER: Final = frozenset("for fur fuer to zum zur zu".split())
DASHES: Final = frozenset(["-", "–", "—", ":", "|"])
ARTICLES: Final = frozenset("the a an der die das den dem ein eine einen einem einer".split())
PARTICLES: Final = frozenset(
    "van von der den de del della di da dos du la le el al bin ibn ter ten y zu zur af".split()
)
FILLERS: Final = ARTICLES | frozenset(
    """i we me my us he she him her his they them you it our ich wir mich mir uns er sie ihm ihr ihn ihnen mein meine
    meinem meiner meinen unser unserem had have has was were am got went did do just then quick quickly short long nice
    great good lovely kurz kurzer kurzes kurzen lange langes langer gut guter gutes schones schoener hab habe haben
    hatte hatten war waren bin ist sind and und together zusammen up out mal gerade getrunken gegessen gehabt gefuhrt
    gefuehrt gemacht gegangen of on""".split()
)
