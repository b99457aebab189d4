"""What somebody wrote in answer to a mail, without what they quoted and signed."""

from __future__ import annotations

import re

_SIGNATURE = re.compile(r"(-- ?|—|_{3,}|–)\Z")
_SENT_FROM = re.compile(
    r"(sent from my|get outlook for|von meinem .{1,40} gesendet|gesendet (von|mit)\b|envoyé de mon)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"(-{2,}\s*(original message|ursprüngliche nachricht|forwarded message|message d'origine)\s*-{2,}|_{20,})\Z",
    re.IGNORECASE,
)
_ATTRIBUTION = re.compile(
    r"(on|am|le|el|il|op|em|den|dne|dnia)\b.{4,300}"
    r"(wrote|schrieb|geschrieben|a écrit|escribió|ha scritto|schreef|escreveu|skrev|napsal|napisał)\b.{0,200}:\Z",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = re.compile(r"\*?(from|von|de|da|van)\s*:\*?\s.{0,200}[@\w]", re.IGNORECASE)
_NEXT_HEADER = re.compile(
    r"\*?(sent|date|to|subject|gesendet|datum|an|betreff|envoyé|à|objet)\s*:", re.IGNORECASE
)
_MOST = 20_000


def own_words(text: str) -> str:
    """Return what the writer of a reply said themselves: no quoted mail, no signature. Bottom-posters keep their words."""
    lines = [line.rstrip() for line in text[:_MOST].replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    kept: list[str] = []
    position = 0
    while position < len(lines):
        line = lines[position].strip()
        if _SIGNATURE.match(line) or _SENT_FROM.match(line) or _SEPARATOR.match(line):
            break
        if _starts_header_block(lines, position):
            break
        attribution = _attribution_at(lines, position)
        if attribution:
            position += attribution
            continue
        if not line.startswith(">"):
            kept.append(lines[position])
        position += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def _attribution_at(lines: list[str], position: int) -> int:
    """Return over how many lines "On … wrote:" goes on from here; 0 if it does not stand here."""
    for count in (1, 2, 3):
        said = " ".join(line.strip() for line in lines[position : position + count])
        if _ATTRIBUTION.match(said):
            return count
    return 0


def _starts_header_block(lines: list[str], position: int) -> bool:
    """Tell whether the head of a mail is quoted from here on, as Outlook does."""
    follows = lines[position + 1 : position + 3]
    return bool(_HEADER.match(lines[position].strip())) and any(
        _NEXT_HEADER.match(line.strip()) for line in follows
    )
