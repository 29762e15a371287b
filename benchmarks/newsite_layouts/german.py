"""German, and no metadata at all: a visible date, a bare byline, a feed linked from the foot only, comments of its own markup."""

import datetime as dt
from email.utils import format_datetime
from html import escape
from zoneinfo import ZoneInfo

from newsite_layouts.stories import Document, Language, Layout, Story, page, stories, xml

WORDS = Language(
    titles=[
        "{maker} {thing} im Test: Das kann der Neue",
        "{maker} senkt den Preis des {thing}",
        "{thing} von {maker} kommt erst im Herbst nach {place}",
    ],
    leads=[
        "Der {thing} ist {quality}, kostet aber {price} Euro.",
        "Wir haben den {thing} zwei Wochen lang in {place} ausprobiert.",
    ],
    sentences=[
        "{maker} hat den {thing} am Montag in {place} vorgestellt.",
        "Die {part} wurde neu entwickelt und ist deutlich kleiner als zuvor.",
        "Im Test hielt der {thing} fast {number} Stunden durch, bevor er an die Steckdose musste.",
        "Der Hersteller verlangt {price} Euro, das sind zehn Prozent weniger als beim Vorgänger.",
        "Wer schon ein Gerät von {maker} besitzt, muss nicht sofort umsteigen.",
        "Die {part} wirkt {quality}, nur die Tasten klappern ein wenig.",
        "Ein Sprecher wollte sich zu den Stückzahlen nicht äußern.",
        "Ausgeliefert wird ab Ende des Monats, zunächst nur in {place}.",
        "An der Software hat sich kaum etwas geändert.",
        "Ersatzteile soll es mindestens sechs Jahre lang geben, verspricht das Unternehmen.",
        "Überraschend leise bleibt der {thing} auch unter Last.",
        "Die Konkurrenz bietet eine ähnliche {part} schon länger an.",
        "Ärgerlich ist, dass ein Netzteil nicht beiliegt.",
    ],
    remarks=[
        "Bei dem Preis warte ich lieber noch ein Jahr.",
        "Meiner läuft seit drei Wochen ohne Probleme, die {part} ist wirklich {quality}.",
        "Schade, dass kein Netzteil dabei ist. Muss das sein?",
        "In {place} gibt es den schon im Laden um die Ecke.",
        "Kann jemand sagen, ob die {part} tauschbar ist?",
        "Danke für den Test, gut geschrieben!",
        "Ich bleibe bei meinem alten Gerät, das tut es noch.",
    ],
    words={
        "maker": ["Halmer", "Voss & Rieck", "Nordlicht", "Tekura"],
        "thing": ["Klangwürfel 3", "Reiserouter", "Taschenbeamer", "Lesefreund 7"],
        "part": ["Kamera", "Tastatur", "Antenne", "Batterie", "Lüftung"],
        "quality": ["solide", "schick", "etwas klobig", "hochwertig"],
        "place": ["Hamburg", "Wien", "Köln", "Zürich"],
        "number": ["elf", "zwanzig", "dreißig", "acht"],
        "price": ["129", "349,90", "1.299", "79"],
    },
    writers=["Jürgen Aßmann", "Katrin Löwe", "Piet Sönnichsen"],
    readers=["Bastelkönig", "uwe_59", "Frau Holle", "nixda", "Schraubenzieher"],
    tags=["Audio", "Netzwerk", "Beamer", "Lesegeräte", "Preise"],
)
DAYS = ["Mo.", "Di.", "Mi.", "Do.", "Fr.", "Sa.", "So."]


def layout(base: str) -> Layout:
    """Return the site."""
    told = stories(WORDS, seed=23, zone=ZoneInfo("Europe/Berlin"))
    for story in told:
        story.path = f"/artikel/{story.slug},a{8100 + story.number}.html"
        story.pictures = [f"/bilder/{story.number:02}{letter}.jpg" for letter in "abcd"[: story.images]]
    documents = {story.path: page(_article(story, told)) for story in told}
    rest = {"/": page(_home(told)), "/neu/ausgabe.xml": _feed(base, told), "/impressum.html": page(_imprint())}
    return Layout(told, documents | rest)


def when(moment: dt.datetime) -> str:
    """Return a date as the site writes it."""
    return f"{DAYS[moment.weekday()]}, {moment.day}. März {moment.year}, {moment:%H:%M} Uhr"


def _frame(title: str, main: str) -> str:
    return f"""<!doctype html><html><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>
<table class="kopf"><tr><td><a href="/">Technikblick</a></td><td><a href="/rubrik/audio.html">Audio</a></td>
<td><a href="/rubrik/netz.html">Netz</a></td><td><a href="/impressum.html">Impressum</a></td></tr></table>
{main}
<div class="fuss">Alle Preise ohne Gewähr. <a href="/neu/ausgabe.xml">Meldungen abonnieren</a> | <a href="/impressum.html">Impressum</a>
</div></body></html>"""


def _article(story: Story, told: list[Story]) -> str:
    blocks = []
    pictures = [f'<div class="bild"><img src="{path}"><span>Bild: Technikblick</span></div>' for path in story.pictures]
    for paragraph in story.paragraphs:
        blocks.append(f"<p>{escape(paragraph)}</p>")
        blocks += pictures[:1]
        pictures = pictures[1:]
    blocks += pictures
    others = "".join(
        f'<div class="tipp"><a href="{o.path}">{escape(o.title)}</a> <small>{when(o.published)}</small></div>' for o in told[:5]
    )
    tags = " ".join(f'<a href="/thema/{tag.lower()}.html">{tag}</a>' for tag in story.tags)
    return _frame(
        f"{story.title} - Technikblick",
        f"""<div class="spalte-l"><div class="tipps"><b>Meistgelesen</b>{others}</div></div>
<div class="spalte-m"><h1>{escape(story.title)}</h1>
<div class="zeile"><span class="wer">{escape(story.authors[0])}</span> <span class="wann">{when(story.published)}</span></div>
<div class="vorspann">{escape(story.description or "")}</div>
<div class="inhalt">{"".join(blocks)}</div><div class="themen">Themen: {tags}</div>
<div class="brief"><b>Täglich um acht:</b> Unser Rundbrief mit den wichtigsten Meldungen. <input placeholder="Ihre Adresse"></div>
{_remarks(story)}</div>""",
    )


def _remarks(story: Story) -> str:
    rows = [
        f'<div class="meinung" id="m{story.number}-{index}"><div class="mkopf"><b>{remark.author}</b> schrieb am '
        f"{when(story.published + dt.timedelta(hours=1 + index))}</div>"
        f'<div class="mtext">{escape(remark.body)}</div></div>'
        for index, remark in enumerate(story.remarks)
    ]
    return f'<h2>{len(rows)} Lesermeinungen</h2><div class="meinungen">{"".join(rows)}</div>' if rows else ""


def _home(told: list[Story]) -> str:
    rows = "".join(
        f'<div class="meldung"><a href="{s.path}">{escape(s.title)}</a><div>{escape(s.description or "")}</div></div>'
        for s in told[::-1]
    )
    return _frame("Technikblick", f'<div class="spalte-m">{rows}</div>')


def _imprint() -> str:
    return _frame(
        "Impressum", "<div><h1>Impressum</h1><p>Technikblick wird in einem Hinterhof gemacht, von drei Leuten.</p></div>"
    )


def _feed(base: str, told: list[Story]) -> Document:
    at = base.rstrip("/")
    items = "".join(
        f"<item><title>{escape(s.title)}</title><link>{at}{s.path}</link><pubDate>{format_datetime(s.published)}</pubDate></item>"
        for s in told[::-1]
    )
    return xml(f'<rss version="2.0"><channel><title>Technikblick</title><link>{base}</link>{items}</channel></rss>')
