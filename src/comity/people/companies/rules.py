"""Which mail domains are a company's own, and which belong to anybody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

_DOMAIN: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")

# Where anybody gets an address: one of these says nothing about where its owner works.
FREE_MAIL: Final = frozenset(
    "126.com 163.com aol.com aol.de arcor.de bluewin.ch btinternet.com comcast.net duck.com email.cz email.de fastmail.com"
    " fastmail.fm foxmail.com free.fr freemail.hu freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com"
    " hanmail.net hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr hotmail.it hushmail.com icloud.com"
    " inbox.lv inbox.ru interia.pl laposte.net libero.it list.ru live.co.uk live.com live.de live.fr mac.com mail.com mail.de"
    " mail.ru mailbox.org mailinator.com mailo.com me.com msn.com naver.com o2.pl onet.pl op.pl orange.fr outlook.com"
    " outlook.de outlook.fr pm.me posteo.de posteo.net proton.me protonmail.ch protonmail.com qq.com rambler.ru rediffmail.com"
    " rocketmail.com runbox.com sapo.pt seznam.cz sfr.fr sina.com sky.com t-online.de terra.com.br tuta.com tutanota.com"
    " tutanota.de uol.com.br verizon.net virgilio.it wanadoo.fr web.de wp.pl yahoo.co.jp yahoo.co.uk yahoo.com yahoo.de"
    " yahoo.es yahoo.fr yahoo.it yandex.com yandex.ru ymail.com zoho.com".split()
)
MOST_DOMAINS: Final = 12


def as_domain(text: str) -> str:
    """Return a domain as it is compared; empty where the text is none."""
    name = text.strip().strip(".").rpartition("@")[2].lower()
    try:
        name = name.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    return name if len(name) <= 253 and _DOMAIN.fullmatch(name) else ""


def domains_in(text: str) -> tuple[str, ...]:
    """Return the domains in a text with anything between them, without those where anybody gets an address."""
    found = (as_domain(word) for word in re.split(r"[\s,;]+", text))
    return tuple(dict.fromkeys(one for one in found if one and one not in FREE_MAIL))[:MOST_DOMAINS]


def site_domain(website: str) -> str:
    """Return the domain a website stands under; empty for none, and for one where anybody gets an address."""
    try:
        host = urlsplit(website).hostname or ""
    except ValueError:
        return ""
    domain = as_domain(host.removeprefix("www."))
    return "" if domain in FREE_MAIL else domain


def is_work_address(email: str, domains: Iterable[str]) -> bool:
    """Tell whether an address lies in one of a company's domains or below it; a free-mail address never does."""
    local, _, host = email.strip().rpartition("@")
    domain = as_domain(host)
    if not local or not domain or domain in FREE_MAIL:
        return False
    return any(domain == one or domain.endswith(f".{one}") for one in domains)
