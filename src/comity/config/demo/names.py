"""Names of people from many places, in their own scripts. Made up from common given and family names."""

from __future__ import annotations

from typing import Final

# place: (given names, family names); the place is where such a name may live, no more.
NAMES: Final[dict[str, tuple[str, str]]] = {
    "Lagos": ("Chidi Ngozi Amara Emeka Ifeoma Tunde Zainab Bola", "Okafor Adeyemi Balogun Eze Nwosu Okonkwo"),
    "Berlin": (
        "Jonas Lena Greta Matthias Jürgen Käthe Sören Anke",
        "Schäfer Vogt Krämer Brandt Köhler Lindner",
    ),
    "Lisbon": (
        "Inês João Tomás Beatriz Gonçalo Leonor Rui Mafalda",
        "Carvalho Simões Falcão Brandão Pinheiro",
    ),
    "Copenhagen": ("Søren Freja Mikkel Åse Rasmus Signe Jørgen Maja", "Sørensen Kjær Østergaard Holm Møller"),
    "Paris": ("Chloé Théo Aïcha Rémi Élodie Maxime Solène Noé", "Lefèvre Dubois Garnier Béranger Marchand"),
    "Madrid": ("Lucía Íñigo Martina Álvaro Begoña Hugo Nieves", "Núñez Ibáñez Ocaña Montalbán Peñalver"),
    "Warsaw": ("Łukasz Zofia Wojciech Małgorzata Jakub Agnieszka", "Wójcik Żak Kowalczyk Dąbrowska Piątek"),
    "Prague": ("Jiří Tereza Ondřej Eliška Vojtěch Zuzana", "Novák Dvořáková Černý Procházka Říha"),
    "Istanbul": ("Elif Kerem Ayşe Çağla Emre Şule Ozan", "Yılmaz Öztürk Çelik Şahin Güneş"),
    "Athens": ("Γιώργος Ελένη Νίκος Μαρία Δημήτρης", "Παπαδόπουλος Νικολάου Βασιλείου Οικονόμου"),
    "Sofia": ("Димитър Ралица Иван Елена Георги", "Петров Иванова Тодоров Стоянова"),
    "Kyiv": ("Оксана Андрій Ірина Тарас Марія", "Шевченко Коваль Бондаренко Мельник"),
    "Beijing": ("静 伟 芳 军 敏 磊", "李 王 张 陈 刘 赵"),
    "Osaka": ("陽子 健太 美咲 大輔 葵", "佐藤 鈴木 高橋 田中"),
    "Seoul": ("민준 서연 지호 하은 도윤", "김 이 박 최"),
    "Cairo": ("فاطمة يوسف ليلى عمر", "حسن خليل منصور"),
    "Pune": ("अनन्या रोहन मीरा अर्जुन", "शर्मा देशपांडे कुलकर्णी"),
    "Accra": ("Kwame Abena Kofi Esi Yaw Adwoa", "Mensah Owusu Boateng Asante"),
    "Dublin": ("Aoife Cian Niamh Oisín Saoirse Eoin", "O'Brien Byrne O'Sullivan Gallagher"),
    "Bogotá": ("Valentina Andrés Camila Julián Ximena", "Restrepo Muñoz Cárdenas Ospina"),
}
# Where the family name stands first and no space parts it.
FAMILY_FIRST: Final = {"Beijing", "Osaka", "Seoul"}

COMPANIES: Final = (
    "Nordwind Energie;Tejo Águas;Stadtwerke Leipzig-West;Håndværk & Varme ApS;Grid & Gather;Ohm Cooperative;"
    "Quillfeather Consulting;Lumen Public Buildings;Rhône Mobilité;Baltic Storage Partners;City of Halle;"
    "Instituto de Redes;Copperline Data;Windrose Finance;Fernwärme Nord;Open Meter Foundation;Harbour Heat;"
    "Kestrel Software;Municipal Pension Fund East;Solstice Architects"
).split(";")
TITLES: Final = (
    "Grid planner;Head of heat networks;Energy economist;Data engineer;Permit lawyer;Project lead;Storage engineer;"
    "Communications lead;Procurement officer;Director, Operations;Policy adviser;Site manager;Product manager;"
    "Professor of power systems;Facilities lead;Mobility planner;Treasurer;Community organiser"
).split(";")
TOPICS: Final = (
    "grid storage;heat pumps in old houses;district heating;permits;public tenders;four-day week;pension switch;"
    "citizen energy;facilitation;time series;contract law;demand response;charging stations;winter outages;mentoring;"
    "first-time managing;board work;public speaking;open data;retrofits"
).split(";")
INDUSTRIES: Final = (
    "Utilities",
    "Public administration",
    "Construction",
    "Software",
    "Finance",
    "Education",
    "Transport",
)
