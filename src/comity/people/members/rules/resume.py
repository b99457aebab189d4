"""What a resume says of its person, line by line, as an archive would."""

from __future__ import annotations

from collections.abc import Iterator

from comity.formats.card import Card, Value
from comity.formats.records import EducationLine, LanguageLine, PositionLine, ProfileLine, Record, SkillLine
from comity.formats.resume import Resume, Work


def records_in(resume: Resume) -> Iterator[tuple[str, Record]]:
    """Yield each line with its place in the file (`work[0]`)."""
    yield "basics", _basics(resume)
    for index, work in enumerate(resume.work):
        yield f"work[{index}]", _position(work, volunteer=False)
    for index, work in enumerate(resume.volunteer):
        yield f"volunteer[{index}]", _position(work, volunteer=True)
    for index, study in enumerate(resume.education):
        line = EducationLine(
            study.institution, study.study_type, study.area, study.started, study.ended, url=study.url
        )
        yield f"education[{index}]", line
    for index, skill in enumerate(resume.skills):
        yield f"skills[{index}]", SkillLine(skill.name, skill.level)
        for number, keyword in enumerate(skill.keywords):
            yield f"skills[{index}].keywords[{number}]", SkillLine(keyword)
    for index, language in enumerate(resume.languages):
        yield f"languages[{index}]", LanguageLine(language.name, language.fluency)
    for index, interest in enumerate(resume.interests):
        yield f"interests[{index}]", SkillLine(interest.name)


def _basics(resume: Resume) -> ProfileLine:
    values = [Value("email", resume.email), Value("phone", resume.phone), Value("url", resume.url)]
    values += [Value("url", profile.url, profile.network) for profile in resume.profiles]
    return ProfileLine(
        Card(full=resume.name, values=tuple(value for value in values if value.value)),
        headline=resume.label,
        summary=resume.summary,
        location=resume.location.city or resume.location.region,
    )


def _position(work: Work, *, volunteer: bool) -> PositionLine:
    told = "\n".join(filter(None, (work.summary or work.description, *(f"- {h}" for h in work.highlights))))
    return PositionLine(
        work.organization, work.position, work.location, work.started, work.ended, told, work.url, volunteer
    )
