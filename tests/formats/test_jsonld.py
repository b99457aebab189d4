from __future__ import annotations

import json

from comity.formats.jsonld import person, to_script


def test_a_person_holds_what_is_filled_and_nothing_else() -> None:
    ada = person(
        name="Ada", url="https://c.example/m/ada", job_title="Programmer", organization="Engines", country="GB",
        same_as=["https://example.org", "javascript:alert(1)"],
    )  # fmt: skip
    assert ada == {
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": "https://c.example/m/ada",
        "name": "Ada",
        "url": "https://c.example/m/ada",
        "jobTitle": "Programmer",
        "worksFor": {"@type": "Organization", "name": "Engines"},
        "address": {"@type": "PostalAddress", "addressCountry": "GB"},
        "sameAs": ["https://example.org"],
    }


def test_nothing_ends_the_script_element() -> None:
    ada = person(name="</script><!--&\u2028", url="https://c.example/m/ada")
    text = to_script(ada)
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == ada
