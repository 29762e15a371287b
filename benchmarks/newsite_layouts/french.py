"""French: hashed class names, a body of divs with line breaks, teasers within it, nested comments, two pages, Atom."""

import datetime as dt
from html import escape
from zoneinfo import ZoneInfo

from newsite_layouts.stories import Document, Language, Layout, Remark, Story, page, stories, xml

WORDS = Language(
    titles=[
        "Test : {thing} de {maker}, {quality} mais cher",
        "{maker} lance {thing} à {price} euros",
        "{thing} : pourquoi {maker} recule à {place}",
    ],
    leads=[
        "Nous avons passé une semaine avec {thing} à {place}.",
        "{maker} promet {number} heures d'autonomie, et nous avons vérifié.",
    ],
    sentences=[
        "{maker} a présenté {thing} mardi lors d'une soirée à {place}.",
        "La pièce maîtresse reste {part}, entièrement revue depuis l'an dernier.",
        "Pendant nos essais, l'appareil a tenu {number} heures avant de réclamer son chargeur.",
        "Il faudra débourser {price} euros, soit un peu moins que la génération précédente.",
        "L'ensemble paraît {quality}, même si les boutons grincent légèrement.",
        "Selon une source proche du dossier, {part} avait pris deux mois de retard.",
        "Les premières livraisons partiront d'un entrepôt situé près de {place}.",
        "Côté logiciel, rien de neuf ou presque.",
        "La concurrence propose mieux pour le même tarif, il faut bien le dire.",
        "On regrette surtout l'absence de prise casque.",
        "Le fabricant garantit des pièces détachées pendant au moins six ans.",
        "Reste une question : qui en a vraiment besoin ?",
    ],
    remarks=[
        "Trop cher pour moi, je garde l'ancien.",
        "Je l'ai depuis un mois et {part} tient bien le choc.",
        "Merci pour ce test très complet !",
        "Vous êtes sûrs pour les {number} heures ? Chez moi c'est moins.",
        "À {place} il est déjà en rupture de stock.",
        "Encore un appareil sans prise casque, quelle époque.",
    ],
    words={
        "maker": ["Lumenix", "Atelier Boréal", "Garonne", "Vectis"],
        "thing": ["la liseuse Ambre", "le casque Mistral", "l'enceinte Galet", "le routeur Sillon"],
        "part": ["la charnière", "l'antenne", "la batterie", "la dalle"],
        "quality": ["solide", "élégant", "un peu lourd", "bien fini"],
        "place": ["Lyon", "Nantes", "Bruxelles", "Genève"],
        "number": ["douze", "vingt", "trente", "neuf"],
        "price": ["149", "399", "1 250", "89"],
    },
    writers=["Éloïse Garnier", "Maxime Le Goff", "Inès d'Arcy"],
    readers=["Tonton Bricole", "marie_l", "Zéphyr", "PasContent"],
    tags=["Casques", "Liseuses", "Réseau", "Autonomie"],
)


def layout(base: str) -> Layout:
    """Return the site; every third story goes on on a second page."""
    told = stories(WORDS, seed=41, zone=ZoneInfo("Europe/Paris"))
    documents: dict[str, Document] = {}
    for story in told:
        story.path = f"/actu/{story.number + 310}-{story.slug}"
        story.pictures = [f"/media/{story.number}/{index}.webp" for index in range(story.images)]
    for story in told:
        half = len(story.paragraphs) // 2 if story.number % 3 == 0 else len(story.paragraphs)
        pager = _pager(story) if half < len(story.paragraphs) else ""
        documents[story.path] = page(_article(story, told, story.paragraphs[:half], pager, first=True))
        if pager:
            documents[f"{story.path}?p=2"] = page(_article(story, told, story.paragraphs[half:], pager, first=False))
    rest = {"/": page(_home(told)), "/flux.atom": _feed(base, told), "/qui-sommes-nous": page(_about())}
    return Layout(told, documents | rest)


def when(moment: dt.datetime) -> str:
    """Return a date as the site writes it."""
    return f"Publié le {moment.day} mars {moment.year} à {moment:%H}h{moment:%M}"


def _pager(story: Story) -> str:
    return f'<nav class="css-9f31aa"><a href="{story.path}">1</a> <a href="{story.path}?p=2">2</a></nav>'


def _frame(title: str, main: str) -> str:
    return f"""<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(title)} – Puce fraîche</title>
<link rel="alternate" type="application/atom+xml" href="/flux.atom"></head><body><div class="css-0aa1c2"><div class="css-77b0de">
<a href="/">Puce fraîche</a><a href="/casques">Casques</a><a href="/qui-sommes-nous">Qui sommes-nous</a></div>
{main}<div class="css-e0e0e1">© Puce fraîche. Reproduction interdite sans café.</div></div></body></html>"""


def _article(story: Story, told: list[Story], paragraphs: list[str], pager: str, *, first: bool) -> str:
    others = [other for other in told if other is not story]
    teaser = others[story.number % len(others)]
    box = f"""<div class="css-5d2e10"><a href="{teaser.path}"><img src="{teaser.pictures[0]}"><b>À lire aussi</b>
<span>{escape(teaser.title)}</span></a></div>"""
    pairs = [paragraphs[index : index + 2] for index in range(0, len(paragraphs), 2)]
    blocks = [f'<div class="css-1a2b3c">{"<br><br>".join(map(escape, pair))}</div>' for pair in pairs]
    blocks.insert(1, box)
    pictures = story.pictures if first else []
    images = [f'<div class="css-c4c4d1"><img src="{path}" alt="" width="900" height="600"></div>' for path in pictures]
    tags = "".join(f'<a class="css-8877fe" href="/sujet/{tag.lower()}">{tag}</a>' for tag in story.tags)
    return _frame(
        story.title,
        f"""<div class="css-b7c001"><h1 class="css-12ab9f">{escape(story.title)}</h1>
<div class="css-3f9d00">{escape(story.description or "")}</div>
<div class="css-41c7aa"><span>Par <a href="/auteur/{story.authors[0][0].lower()}">{story.authors[0]}</a></span>
<span>{when(story.published)}</span></div>{"".join(images[:1])}{blocks[0]}{"".join(images[1:])}{"".join(blocks[1:])}
{pager}<div class="css-90ffab">{tags}</div>
<div class="css-aa00bb">Recevez nos bons plans chaque jeudi, sans publicité. <input> <button>Je m'abonne</button></div>
<div class="css-cc8210"><h2>Commentaires ({len(story.remarks)})</h2>{_remarks(story)}</div></div>""",
    )


def _remarks(story: Story) -> str:
    return f"<ul>{''.join(_remark(story, remark) for remark in story.remarks if remark.answers is None)}</ul>"


def _remark(story: Story, remark: Remark) -> str:
    index = story.remarks.index(remark)
    moment = story.published + dt.timedelta(hours=1 + index)
    answers = "".join(_remark(story, other) for other in story.remarks if other.answers == index)
    return f"""<li id="c{story.number}{index:02}" itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<div class="css-d1"><span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{remark.author}</span></span>
<time itemprop="dateCreated" datetime="{moment.isoformat()}">il y a longtemps</time></div>
<div class="css-d2" itemprop="text">{escape(remark.body)}</div><button>Répondre</button>{f"<ul>{answers}</ul>" if answers else ""}</li>"""


def _home(told: list[Story]) -> str:
    cards = "".join(
        f'<div class="css-f00d11"><a href="{s.path}"><img src="{s.pictures[0]}">{escape(s.title)}</a></div>' for s in told[::-1]
    )
    return _frame("Accueil", f'<div class="css-f00d10">{cards}</div>')


def _about() -> str:
    return _frame(
        "Qui sommes-nous", "<div><h1>Qui sommes-nous</h1><p>Une petite équipe installée au-dessus d'une boulangerie.</p></div>"
    )


def _feed(base: str, told: list[Story]) -> Document:
    at = base.rstrip("/")
    entries = "".join(
        f'<entry><id>tag:puce,{s.number}</id><title>{escape(s.title)}</title><link href="{at}{s.path}"/>'
        f"<updated>{s.published.isoformat()}</updated><published>{s.published.isoformat()}</published></entry>"
        for s in told[::-1]
    )
    return xml(f'<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:puce</id><title>Puce fraîche</title>{entries}</feed>')
