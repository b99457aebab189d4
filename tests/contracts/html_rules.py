"""What every page must be, besides valid: a list of faults, each in words that lead to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from xml.etree.ElementTree import Element

import html5lib
from html5lib.html5parser import ParseError

CONTROLS = {"input", "select", "textarea"}
BUTTONS = {"submit", "button", "reset", "image"}
LANDMARKS = {"main": "main", "nav": "navigation", "aside": "complementary"}


def parsed(text: str) -> Element:
    """Return the page's tree; the parser stops at the first thing the standard forbids."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)  # type: ignore[no-any-return]


def part(text: str) -> Element:
    """Return the tree of a piece of a page."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parseFragment(text)  # type: ignore[no-any-return]


def faults(text: str, *, is_part: bool = False) -> list[str]:
    """Return what is wrong with a page, or with a piece of one."""
    try:
        tree = part(text) if is_part else parsed(text)
    except ParseError as error:
        line = getattr(error, "args", [""])
        return [f"not valid: {line}"]
    rules = RULES if is_part else [*RULES, *WHOLE]
    return [fault for rule in rules for fault in rule(tree)]


def elements(tree: Element, *names: str) -> Iterator[Element]:
    return (node for node in tree.iter() if isinstance(node.tag, str) and (not names or node.tag in names))


def words(node: Element) -> str:
    """Return what a screen reader would read of an element, roughly."""
    said = " ".join("".join(node.itertext()).split())
    pictures = [img.get("alt") or "" for img in elements(node, "img")]
    labels = [inner.get("aria-label") or "" for inner in node.iter()]
    return " ".join([said, *pictures, *labels]).strip()


def told(node: Element) -> str:
    return f"<{node.tag} {' '.join(f'{key}={value!r}' for key, value in node.attrib.items())[:120]}>"


def unique_ids(tree: Element) -> Iterator[str]:
    for name, times in Counter(node.get("id") for node in tree.iter() if node.get("id")).items():
        if times > 1:
            yield f"id {name!r} stands {times} times"


def known_references(tree: Element) -> Iterator[str]:
    known = {node.get("id") for node in tree.iter()}
    for node in elements(tree):
        for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "list"):
            for name in (node.get(attribute) or "").split():
                if name not in known:
                    yield f"{attribute}={name!r} leads nowhere: {told(node)}"


def nothing_inline(tree: Element) -> Iterator[str]:
    for node in elements(tree):
        if node.tag == "style" or (node.tag == "script" and not node.get("src") and not _is_data(node)):
            yield f"inline {node.tag}"
        for name, value in node.attrib.items():
            if (
                name == "style"
                or name.startswith(("on", "hx-on"))
                or value.strip().lower().startswith("javascript:")
            ):
                yield f"inline {name}: {told(node)}"


def _is_data(script: Element) -> bool:
    return script.get("type", "") in ("application/json", "application/ld+json")


def labelled_controls(tree: Element) -> Iterator[str]:
    labels = {label.get("for") for label in elements(tree, "label")}
    inside = {id(node) for label in elements(tree, "label") for node in label.iter()}
    for node in elements(tree, *CONTROLS):
        kind = node.get("type", "text")
        if node.tag == "input" and kind in {"hidden", *BUTTONS}:
            continue
        by_name = node.get("aria-label") or node.get("aria-labelledby")
        if not (by_name or node.get("id") in labels or id(node) in inside):
            yield f"no label: {told(node)}"


def named_buttons_and_links(tree: Element) -> Iterator[str]:
    for node in elements(tree, "button", "a", "summary"):
        if not words(node) and not node.get("aria-labelledby") and not node.get("title"):
            yield f"no name: {told(node)}"


def described_images(tree: Element) -> Iterator[str]:
    for node in elements(tree, "img"):
        if node.get("alt") is None:
            yield f"no alt: {told(node)}"
    for node in elements(tree, "svg"):
        if not (node.get("aria-hidden") == "true" or node.get("aria-label") or node.get("role") == "img"):
            yield f"svg neither hidden nor named: {told(node)}"


def headings_in_order(tree: Element) -> Iterator[str]:
    before = 0
    for node in elements(tree, "h1", "h2", "h3", "h4", "h5", "h6"):
        level = int(node.tag[1])
        if before and level > before + 1:
            yield f"h{level} after h{before}: {words(node)!r}"
        if not words(node):
            yield f"empty h{level}"
        before = level


def forms_without_script(tree: Element) -> Iterator[str]:
    """Each form carries the token where it changes something, and has something to press."""
    for form in elements(tree, "form"):
        method, action = (form.get("method") or "get").lower(), form.get("action")
        if method == "dialog" or (action or "").startswith(
            "#"
        ):  # closes a dialog; shows what a form looks like
            continue
        if action == "":  # left out, it means the page's own address
            yield f"no action: {told(form)}"
        inner = [
            *elements(form),
            *(node for node in elements(tree) if node.get("form") == form.get("id") and form.get("id")),
        ]
        names = {node.get("name") for node in inner}
        if (method == "post") != ("csrfmiddlewaretoken" in names):
            yield f"token missing, or given away by GET: {told(form)}"
        if not any(_sends(node) for node in inner):
            yield f"nothing to press: {told(form)}"
        has_file = any(node.get("type") == "file" for node in inner)
        if has_file and form.get("enctype") != "multipart/form-data":
            yield f"a file that would not be sent: {told(form)}"


def _sends(node: Element) -> bool:
    if node.tag == "button":
        return (
            node.get("type", "submit") == "submit"
            and node.get("disabled") is None
            and node.get("hidden") is None
        )
    return node.tag == "input" and node.get("type") in ("submit", "image")


def acts_without_script(tree: Element) -> Iterator[str]:
    """What htmx does, a link or a form does as well."""
    within = {id(node) for form in elements(tree, "form") for node in form.iter()}
    forms = {form.get("id") for form in elements(tree, "form")}
    for node in elements(tree):
        by_script = any(node.get(f"hx-{verb}") for verb in ("post", "put", "patch", "delete"))
        if by_script and not (node.tag == "form" or id(node) in within or node.get("form") in forms):
            yield f"works by script alone: {told(node)}"
        if node.tag == "a" and node.get("href") in (None, "", "#"):
            yield f"leads nowhere: {told(node)}"


def nothing_from_elsewhere(tree: Element) -> Iterator[str]:
    for node in elements(tree, "img", "script", "link", "iframe", "source", "video", "audio", "form"):
        address = (
            node.get("src") or node.get("action") or (node.get("href") if node.tag == "link" else "") or ""
        )
        is_canonical = node.tag == "link" and node.get("rel") in ("canonical", "alternate")
        if address.startswith(("http:", "https:", "//")) and not is_canonical:
            yield f"from another host: {told(node)}"


def a_title(tree: Element) -> Iterator[str]:
    title = next(elements(tree, "title"), None)  # further ones are those of pictures
    if title is None or not words(title).split("·")[0].strip():
        yield "no title"


def a_language(tree: Element) -> Iterator[str]:
    if not tree.get("lang") or tree.get("dir") not in ("ltr", "rtl"):
        yield f"lang {tree.get('lang')!r}, dir {tree.get('dir')!r}"


def one_heading(tree: Element) -> Iterator[str]:
    found = sum(1 for _ in elements(tree, "h1"))
    if found != 1:
        yield f"{found} h1"


def told_landmarks(tree: Element) -> Iterator[str]:
    found: Counter[tuple[str, str]] = Counter()
    for node in elements(tree):
        role = node.get("role") or LANDMARKS.get(node.tag, "")
        if role in LANDMARKS.values():
            found[role, node.get("aria-label") or node.get("aria-labelledby") or ""] += 1
    if sum(times for (role, _name), times in found.items() if role == "main") != 1:
        yield "not one main"
    for (role, name), times in found.items():
        if times > 1:
            yield f"{times} {role} named {name!r}"


RULES: list[Callable[[Element], Iterator[str]]] = [
    unique_ids,
    nothing_inline,
    labelled_controls,
    named_buttons_and_links,
    described_images,
    headings_in_order,
    forms_without_script,
    acts_without_script,
    nothing_from_elsewhere,
]
WHOLE: list[Callable[[Element], Iterator[str]]] = [
    a_title,
    a_language,
    one_heading,
    told_landmarks,
    known_references,
]
