"""What somebody typed stands isolated within every translated sentence, so that it cannot turn the sentence around."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.contracts.house import SOURCE

TEMPLATES = sorted(path for end in ("html", "txt") for path in SOURCE.rglob(f"templates/**/*.{end}"))
BLOCK: Final = re.compile(
    r"\{%\s*blocktrans(?:late)?\b(?P<head>.*?)%\}(?P<body>.*?)\{%\s*endblocktrans(?:late)?\s*%\}", re.DOTALL
)
GIVEN: Final = re.compile(r'(\w+)=((?:[^\s"]|"[^"]*")+)')
NAMED: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
LAST: Final = re.compile(r'\|(\w+)(?::(?:"[^"]*"|[^\s|"]+))?(?:\|join:"[^"]*")?$')
ISOLATES: Final = {"isolated", "isolated_text"}
OURS: Final = {
    "date", "filesizeformat", "intcomma", "length", "naturaltime", "time", "timesince",
}  # fmt: skip
# Numbers, days, addresses of pages and words of our own: nobody types them.
OF_NOBODY: Final = re.compile(
    r"""(^|[._])(
      count|counter|number|num_pages|total|total_count|days|lasts|n|times|answered|asked|accepted|others|places|meetings
      |more|due|deaths|failures|soft_bounces|waiting|failed_jobs|a_month|per_week|one_in|all|line|people
      |url|ip|zone|when|code|instance_name|display|label|word|again|done|lends_words|kept_as|worker_ids\|last
      |gives\|join:",[ ]"
    )$""",
    re.VERBOSE,
)


def sentences(template: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each translated sentence, with the expression behind every variable in it."""
    for found in BLOCK.finditer(template):
        given = dict(GIVEN.findall(found["head"]))
        yield found["body"], {name: given.get(name, name) for name in NAMED.findall(found["body"])}


def is_isolated(expression: str) -> bool:
    last = LAST.search(expression)
    if last and last[1] in ISOLATES | OURS:
        return True
    return bool(OF_NOBODY.search(expression))


def bare(template: str) -> list[str]:
    return [
        f"{{{{ {name} }}}} ({expression}) in “{' '.join(body.split())[:60]}”"
        for body, behind in sentences(template)
        for name, expression in behind.items()
        if not is_isolated(expression)
    ]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_what_is_typed_is_isolated_in_sentences(path: Path) -> None:
    assert bare(path.read_text()) == [], "see “Names within sentences” in docs/look.md"


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_where_no_tag_can_stand_it_is_isolated_as_text(path: Path) -> None:
    text = path.read_text()
    for found in BLOCK.finditer(text):
        tags = re.search(r"\|isolated(?!_)", found["head"])
        assert not (tags and is_plain(path, text, found)), found[0]


def is_plain(path: Path, text: str, found: re.Match[str]) -> bool:
    """Tell whether a sentence is plain text: a mail, a title, an attribute, or passed on to who knows where."""
    before = re.sub(r"\{[%{#].*?[%}#]\}", "", text[: found.start()], flags=re.DOTALL)
    title = text.rfind("{% block title %}", 0, found.start())
    in_title = title >= 0 and "{% endblock" not in text[title : found.start()]
    in_tag = before.rfind("<") > before.rfind(">")
    return path.suffix == ".txt" or in_title or in_tag or " asvar " in found["head"]


TELLING = sorted(SOURCE.rglob("queries/telling.py"))
PEOPLE = {"name", "by", "one", "other"}


@pytest.mark.parametrize("path", TELLING, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_names_in_lines_of_notices_are_isolated(path: Path) -> None:
    said = [
        ast.unparse(value)
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Dict)
        for key, value in zip(node.keys, node.values, strict=True)
        if isinstance(key, ast.Constant) and key.value in PEOPLE
    ]
    assert [one for one in said if not one.startswith("isolated(")] == []


@pytest.mark.parametrize(
    ("template", "is_good"),
    [
        ("{% blocktranslate with name=one.name %}{{ name }} asks{% endblocktranslate %}", False),
        ("{% blocktranslate %}{{ organization }} asks{% endblocktranslate %}", False),
        ("{% blocktranslate with name=one.name|default:one.email %}{{ name }}{% endblocktranslate %}", False),
        ("{% blocktranslate with name=one.name|isolated %}{{ name }} asks{% endblocktranslate %}", True),
        ('{% blocktranslate with a=all|isolated|join:", " %}{{ a }} ask{% endblocktranslate %}', True),
        ('{% blocktranslate with on=one.at|date:"DATE_FORMAT" %}On {{ on }}{% endblocktranslate %}', True),
        (
            "{% blocktranslate count count=found.count %}one{% plural %}{{ count }}{% endblocktranslate %}",
            True,
        ),
    ],
)
def test_the_check_finds_what_is_bare(template: str, is_good: bool) -> None:
    assert (bare(template) == []) is is_good
