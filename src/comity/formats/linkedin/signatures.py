"""Which file of a LinkedIn archive this is, told by its column names: file names are translated, headers are not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from comity.formats.plain_text import fold

NOT_ABOUT_PEOPLE = "not-about-people"

# Headers a translated or re-saved file may carry, folded, and what LinkedIn calls them.
ALIASES = {
    "vorname": "first name",
    "nachname": "last name",
    "profil-url": "url",
    "profile url": "url",
    "linkedin-url": "url",
    "e-mail-adresse": "email address",
    "e-mail": "email address",
    "email": "email address",
    "unternehmen": "company",
    "firma": "company",
    "verbunden am": "connected on",
    "vernetzt am": "connected on",
    "vernetzt seit": "connected on",
    "prenom": "first name",
    "nom": "last name",
    "nom de famille": "last name",
    "adresse e-mail": "email address",
    "entreprise": "company",
    "societe": "company",
    "poste": "position",
    "fonction": "position",
    "date de connexion": "connected on",
    "en relation depuis": "connected on",
    "nombre": "first name",
    "apellidos": "last name",
    "apellido": "last name",
    "correo electronico": "email address",
    "direccion de correo electronico": "email address",
    "empresa": "company",
    "cargo": "position",
    "conectado el": "connected on",
    "fecha de conexion": "connected on",
}


@dataclass(frozen=True, slots=True)
class Signature:
    """A known file: its key, the folded columns that tell it, and whether its rows say something about people.

    `exact` files have so few or so common columns that only exactly these count; `alone` says whether the header
    is proof enough outside an archive.
    """

    key: str
    columns: frozenset[str]
    about_people: bool = True
    exact: bool = False
    alone: bool = True


def _file(key: str, columns: str, **traits: bool) -> Signature:
    return Signature(key, frozenset(fold(column) for column in columns.split(",")), **traits)


def _other(key: str, columns: str, **traits: bool) -> Signature:
    return _file(key, columns, about_people=False, **traits)


SIGNATURES = (
    _file("connections", "First Name,Last Name,Company,Position,Connected On"),
    _file("messages", "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE"),
    _file("invitations", "From,To,Sent At,Message,Direction"),
    _file("positions", "Company Name,Title,Description,Location,Started On,Finished On"),
    _file("education", "School Name,Start Date,End Date,Degree Name"),
    _file("profile", "First Name,Last Name,Headline,Summary,Industry"),
    _file("skills", "Name", exact=True, alone=False),
    _file("languages", "Name,Proficiency", exact=True, alone=False),
    _file("profile-summary", "Profile Summary", exact=True),
    _file("volunteering", "Company Name,Role,Cause,Started On,Finished On"),
    _file("certifications", "Name,Url,Authority,Started On,Finished On,License Number"),
    _file("projects", "Title,Description,Url,Started On,Finished On", exact=True),
    _file("honors", "Title,Description,Issued On", exact=True),
    _file("publications", "Name,Published On,Description,Publisher,Url"),
    _file("recommendations", "First Name,Last Name,Company,Job Title,Text,Creation Date,Status"),
    _file("endorsements-received", "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name"),
    _file("endorsements-given", "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name"),
    _file("events", "Event Name,Event Time,Status"),
    _file("emails", "Email Address,Confirmed,Primary,Updated On"),
    _file("phones", "Extension,Number,Type", exact=True),
    _other("whatsapp-phones", "Number,Extension,Is_WhatsApp_Number"),
    _other("company-follows", "Organization,Followed On", exact=True),
    _other("member-follows", "Date,Status,FullName", exact=True),
    _other("shares", "Date,ShareLink,ShareCommentary"),
    _other("comments", "Date,Link,Message", exact=True),
    _other("reactions", "Date,Type,Link", exact=True),
    _other("votes", "Date,Link,OptionText", exact=True),
    _other("reposts", "Date,Link", exact=True, alone=False),
    _other("saved-items", "savedItem,CreatedTime", exact=True),
    _other("learning", "Content Title,Content Description,Content Type"),
    _other("registration", "Registered At,Registration Ip"),
    _other("receipts", "Transaction Made At,Payment Method Type,Invoice Number"),
    _other("ad-targeting", "Company Names,Job Titles,Member Age"),
    _other("ad-targeting", "Company Names,Job Titles,Member Skills"),
    _other("ad-targeting", "Company Names,Job Titles,Company Industries"),
    _other("ads-clicked", "Ad clicked Date,Ad Title/Id"),
    _other("search-queries", "Time,Search Query", exact=True),
    _other("security-challenges", "Challenge Date,IP Address,User Agent"),
    _other("logins", "Login Date,IP Address,User Agent"),
    _other("saved-job-alerts", "ALERT_PARAMETERS,QUERY_CONTEXT"),
    _other("rich-media", "Date/Time,Media Description,Media Link"),
    _other("rich-media", "Time,Media Link", exact=True),
    _other("inferences", "Category,Type of inference,Description,Inference"),
    _other("job-applications", "Application Date,Company Name,Job Title,Job Url"),
    _other("saved-jobs", "Saved Date,Job Url,Job Title,Company Name"),
    _other("job-seeker-preferences", "Locations,Industries,Company Employee Count"),
    _other("screening-answers", "Question,Answer", exact=True, alone=False),
    _other("verifications", "First name,Last name,Verification type"),
)

# Talks with LinkedIn's own assistants: the columns of messages, and nobody in them.
_ASSISTANTS = ("guide_messages", "learning_coach", "learning_role_play", "learningcoach")


def canonical(header: Sequence[str]) -> frozenset[str]:
    """Return the column names LinkedIn would use, folded; a nameless column is left out."""
    return frozenset(ALIASES.get(name, name) for cell in header[:200] if (name := fold(cell[:200])))


def classify(header: Sequence[str], *, alone: bool = False) -> Signature | None:
    """Return the most telling signature that these columns bear, if any."""
    columns = canonical(header)
    if not columns or (len(columns) < 2 and len(header) > 2):
        return None
    fitting = [
        signature
        for signature in SIGNATURES
        if (columns == signature.columns if signature.exact else columns >= signature.columns)
        and (signature.alone or not alone)
    ]
    return max(fitting, key=lambda signature: len(signature.columns), default=None)


def is_header(cells: Sequence[str]) -> bool:
    return classify(cells) is not None


def is_assistant(file: str) -> bool:
    """Tell whether a file, by its name, holds talks with an assistant instead of people."""
    return fold(PurePosixPath(file).name).replace(" ", "_").startswith(_ASSISTANTS)
