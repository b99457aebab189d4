"""A public profile as schema.org JSON-LD, for search engines and other readers of the open web."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

# What ends a script element or starts a comment in HTML, and what old scripts take for a line end.
_UNSAFE = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def person(
    *,
    name: str,
    url: str,
    headline: str = "",
    description: str = "",
    image: str = "",
    job_title: str = "",
    organization: str = "",
    locality: str = "",
    country: str = "",
    knows_about: Sequence[str] = (),
    languages: Sequence[str] = (),
    same_as: Sequence[str] = (),
) -> dict[str, Any]:
    """Return the Person of a profile; only what the caller may show to everybody goes in."""
    address = _filled({"@type": "PostalAddress", "addressLocality": locality, "addressCountry": country})
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "Person",
            "@id": url,
            "name": name,
            "url": url,
            "disambiguatingDescription": headline,
            "description": description,
            "image": image,
            "jobTitle": job_title,
            "worksFor": {"@type": "Organization", "name": organization} if organization else None,
            "address": address if len(address) > 1 else None,
            "knowsAbout": list(knows_about),
            "knowsLanguage": list(languages),
            "sameAs": [link for link in same_as if link.startswith(("https://", "http://"))],
        }
    )


def to_script(data: dict[str, Any]) -> str:
    """Return JSON that is safe between the tags of a script element."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_UNSAFE)


def _filled(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
