"""What people call the columns of an address list, in several languages."""

from __future__ import annotations

from comity.formats.plain_text import fold

# A field may carry a label after a colon: `phone:mobile` is a telephone number labelled mobile.
FIELDS = (
    "given", "middle", "family", "full", "prefix", "suffix", "nickname", "phonetic",
    "organization", "title", "department", "note", "tags", "uid", "connected_on", "birthday",
    "email", "email:work", "email:home", "phone", "phone:mobile", "phone:work", "phone:home", "url", "url:linkedin", "im",
    "address", "street", "postal_code", "city", "region", "country",
)  # fmt: skip

_WORDS = {
    "given": "first name, firstname, given name, forename, first, vorname, rufname, prénom, prenom, nombre, nombre de "
    "pila, nome di battesimo, primeiro nome, voornaam, förnamn, fornavn, imię, jméno, etunimi",
    "family": "last name, lastname, surname, family name, last, nachname, familienname, zuname, nom, nom de famille, "
    "apellido, apellidos, primer apellido, cognome, sobrenome, apelido, achternaam, efternamn, efternavn, etternavn, "
    "nazwisko, příjmení, sukunimi",
    "middle": "middle name, middle, additional name, zweiter vorname, weitere vornamen, deuxième prénom, segundo nombre, "
    "secondo nome, tussenvoegsel",
    "full": "name, full name, fullname, display name, contact, contact name, person, ganzer name, vollständiger name, "
    "anzeigename, kontakt, nom complet, nom et prénom, prénom nom, nombre completo, nome completo, nominativo, "
    "volledige naam, naam, namn, navn, imię i nazwisko",
    "prefix": "prefix, name prefix, salutation, anrede, civilité, tratamiento, titolo, aanhef",
    "suffix": "suffix, name suffix, namenszusatz, suffixe, sufijo, suffisso",
    "nickname": "nickname, nick, alias, spitzname, surnom, pseudo, apodo, soprannome, apelido informal, bijnaam",
    "phonetic": "phonetic name, phonetic, pronunciation, aussprache, prononciation, pronunciación, pronuncia, uitspraak",
    "organization": "company, company name, organization, organisation, organization name, employer, firm, account, "
    "firma, unternehmen, arbeitgeber, organisation name, entreprise, société, organisme, employeur, empresa, compañía, "
    "organización, azienda, società, ditta, empresa atual, bedrijf, organisatie, företag, virksomhed, bedrift, spółka",
    "title": "job title, title, position, role, occupation, headline, stelle, berufsbezeichnung, funktion, beruf, rolle, "
    "poste, fonction, intitulé du poste, métier, cargo, puesto, ocupación, ruolo, mansione, posizione, função, functie, "
    "functietitel, titel, stanowisko",
    "department": "department, dept, division, team, abteilung, bereich, service, département, departamento, reparto, "
    "dipartimento, afdeling, avdelning",
    "note": "note, notes, comment, comments, remarks, description, notiz, notizen, bemerkung, bemerkungen, kommentar, "
    "remarque, remarques, commentaire, commentaires, nota, notas, observaciones, commenti, observações, opmerking, "
    "opmerkingen, notitie, anteckning, uwagi",
    "tags": "tag, tags, label, labels, category, categories, group, groups, list, schlagwort, schlagwörter, kategorie, "
    "kategorien, gruppe, gruppen, étiquette, étiquettes, catégorie, catégories, groupe, groupes, etiqueta, etiquetas, "
    "categoría, categorías, grupo, grupos, etichetta, etichette, gruppo, gruppi, groep, groepen",
    "uid": "id, uid, external id, kennung, identifiant, identificador, identificativo",
    "connected_on": "connected on, connected, met on, verbunden am, kennengelernt am, date de connexion, conectado el, "
    "rencontré le",
    "birthday": "birthday, birth date, date of birth, dob, birthdate, geburtstag, geburtsdatum, anniversaire, date de "
    "naissance, cumpleaños, fecha de nacimiento, compleanno, data di nascita, aniversário, data de nascimento, "
    "verjaardag, geboortedatum, födelsedag, fødselsdag, data urodzenia",
    "email": "email, e-mail, mail, email address, e-mail address, e-mail-adresse, email adresse, mailadresse, courriel, "
    "adresse e-mail, adresse email, mél, correo, correo electrónico, email 1, e-mail 1, indirizzo e-mail, indirizzo "
    "email, posta elettronica, endereço de e-mail, e-mailadres, e-post, e-postadress, adres e-mail, email 2, e-mail 2",
    "email:work": "work email, business email, e-mail geschäftlich, geschäftliche e-mail, e-mail dienstlich, e-mail "
    "professionnel, correo del trabajo, email lavoro, werk e-mail",
    "email:home": "personal email, home email, private email, e-mail privat, private e-mail, e-mail personnel, correo "
    "personal, email personale",
    "phone": "phone, phone number, telephone, tel, telephone number, telefon, telefonnummer, rufnummer, téléphone, "
    "numéro de téléphone, teléfono, número de teléfono, telefono, telefone, telefoon, telefoonnummer, phone 1, phone 2",
    "phone:mobile": "mobile, mobile phone, cell, cell phone, cellphone, handy, handynummer, mobil, mobiltelefon, "
    "mobilnummer, portable, téléphone portable, mobile tel, móvil, celular, cellulare, telemóvel, mobiel, gsm, komórka",
    "phone:work": "work phone, business phone, office phone, telefon geschäftlich, telefon dienstlich, téléphone "
    "professionnel, teléfono del trabajo, telefono ufficio",
    "phone:home": "home phone, private phone, telefon privat, téléphone domicile, teléfono de casa, telefono casa",
    "url": "url, website, web, web site, homepage, web page, link, webseite, webadresse, internetseite, site web, site, "
    "sitio web, página web, sito web, sito, website url",
    "url:linkedin": "linkedin, linkedin url, linkedin profile, linkedin-profil, profile url, profil linkedin, perfil de "
    "linkedin, profilo linkedin",
    "im": "im, instant messenger, chat, skype, twitter, mastodon, signal, telegram",
    "address": "address, full address, postal address, mailing address, adresse, anschrift, postanschrift, adresse "
    "postale, dirección, indirizzo, endereço, adres, adress",
    "street": "street, street number, house number, hausnummer, address line 2, address 2, street 2, street address, address line 1, address 1, straße, strasse, straße und hausnummer, rue, calle, via, "
    "rua, straat, gata, ulica",
    "postal_code": "postal code, postcode, zip, zip code, plz, postleitzahl, code postal, código postal, cap, cep, "
    "postnummer, kod pocztowy",
    "city": "city, town, suburb, locality, ort, stadt, wohnort, ville, commune, ciudad, localidad, città, comune, cidade, "
    "plaats, stad, woonplaats, by, miasto",
    "region": "region, state, province, county, bundesland, kanton, région, canton, provincia, comunidad, regione, "
    "estado, provincie, landskap, województwo",
    "country": "country, country/region, land, staat, pays, país, paese, kraj",
}  # fmt: skip

FIELD_OF = {fold(word): field for field, words in _WORDS.items() for word in words.split(",")}
