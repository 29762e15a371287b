"""From a byline's text to the names in it: persons, else the agency, desk or house that signs."""

import re
from functools import lru_cache

from newsscrape.dates.months import MONTHS, WEEKDAYS
from newsscrape.extract.cues import PUBLISHED
from newsscrape.text import cut, fold

_BY = r"by|von|vom|par|por|di|door|av|af|od|przez|от|від"
_LABEL = (
    r"autor(?:in|en|es|a|zy|ka)?|autore|autrice|auteure?|author|te(?:xt[eo]?|kst)|words|story|interview|redaktion|redacción|red(?:aktor|aktør)?"
    r"|yazar|yazan|haber|editör|автор|текст|作者|作家|文字|撰文|记者|記者|責任編集|责任编辑|編輯|编辑|(?:取材・)?文(?:・写真)?|取材|執筆|著者|筆者|投稿者|執筆者"
    r"|ライター|글|작성자|글쓴이"
)
_NAMED = r"autor(?:in|en|es|ka)?|auteurs?|author|автор|yazar|yazan|기자명|글쓴이"  # these need no colon
_WROTE = (
    r"written|posted|published|reported|submitted|created|story|article|articles|posts|stories|report|review"
    r"|analysis|opinion|comment|interview|column|guest\s+post|test|recensione|reseña|recensie"
    r"|blog[\s-]?(?:beitrag|post|entry)|geschrieben|gespeichert|eingestellt|verfasst|erstellt|veröffentlicht|beitrag|beiträge|artikel|text|kolumne|kommentar|gastbeitrag|essay|bericht"
    r"|publié|écrit|rédigé|propos\s+recueillis|publicado|escrito|texto|pubblicato|scritto|articolo|geschreven|geplaatst|autor|napisał[ay]?"
    r"|dodan[eoy]|opublikowan[eoy]|publikováno|zveřejněno|опубликовано|опубліковано|написал[аи]?|a\s+cura"
)
_KOREAN = "선임|수석|인턴|객원|전문"  # before the word for a reporter: senior, chief, trainee, guest, expert
_THEN_BY = rf"(?:{_BY}|da|автором)"  # behind a verb these say "by", too
_SIGNED = r"napisał[ay]?|napsal[ai]?|написал[аи]?|написав|написала"  # verbs that need no word for "by"
_LEAD = re.compile(
    rf"^\W*(?:(?:(?:\w+\W+){{0,3}}(?:{_WROTE}|reviewed|tested)\b[^|\u2022\u00b7]{{0,30}}?\s)?(?:{_BY})(?:\s*:|(?=\s))"
    rf"|(?:{_WROTE})\s+{_THEN_BY}(?=\s)|(?:{_LABEL})\s*(?:[:\uff1a/\uff0f|]|(?:{_BY})\s)"
    rf"|(?:文|글|记者|記者|作者|{_SIGNED}|{_NAMED})(?=[\s:])|[\uac00-\ud7af]+\s(?=(?!{_KOREAN})[\uac00-\ud7af]{{2,4}}\s?기자)|(?:记者|記者)(?=[\u3400-\u9fff]))[\s:\uff1a/\uff0f|]*",
    re.IGNORECASE,
)
_SAYS_BY = re.compile(
    rf"^\W*(?:(?:(?:(?:an?|eine?|une?|uma?)\s+)?(?:{_WROTE})\s+{_THEN_BY}|{_BY})\b|(?:{_LABEL})\s*[:\uff1a/\uff0f|]"
    rf"|(?:文|글|记者|記者)[:\uff1a/\uff0f\s]|(?:记者|記者)(?=[\u3400-\u9fff])|(?:{_SIGNED}|{_NAMED})[\s:]"
    rf"|(?:[\uac00-\ud7af]+\s)?[\uac00-\ud7af]{{2,4}}\s?(?:{_KOREAN})?\s?기자(?![\uac00-\ud7af]))",
    re.IGNORECASE,
)
_POSTED = re.compile(rf"^\W*(?:{_WROTE})\s+{_THEN_BY}\s", re.IGNORECASE)
_BEHIND_DATE = re.compile(rf"(?<![^\W\d_])(?:({_BY}|da|автором)(?=\s|:)|(?:{_LABEL})\s*[:\uff1a/\uff0f])", re.IGNORECASE)
_ASIDE = re.compile(r"\s*(?:[(\uff08\[][^()\uff08\uff09\[\]]{0,80}[)\uff09\]])|[\u300a\u300b\u3010\u3011]")
_LETTERS, _DAY = re.compile(r"[^\W\d_]+"), re.compile(r"\d(?:\d{3}|[./-]\s?\d)")
_FROM = re.compile(r"(?:来源|來源|出处|稿源|출처)\s*[:\uff1a]\s*\S+")
_CALENDAR = MONTHS.keys() | WEEKDAYS | {"cest", "alle", "года"}
_DATED = 60  # characters in which a line begins with a date
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_END = re.compile(
    r"\s*(?:https?://|www\.|\S*@).*"
    rf"|[\s,|\u2022\u00b7\u2013-]++(?:(?:on|am|le|el|il|op|den|vom)\s+)?(?:(?:{_MONTH})\.?\s+)?(?<!\w)\d.*"
    r"|[\s,|\u2022\u00b7\u2013-]++(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|stand|hace|il\s+y\s+a|vor|aktualisiert"
    r"|updated|edited|published|posted|publicado|publié|veröffentlicht|follow|last\s+updated|illustration(?:en)?|fotos?|photos?|bilder|redaktion|(?:am\s+)?(?:mon|diens|donners|frei|sams|sonn)tag"
    r"|(?:am\s+)?mittwoch|lesezeit|tiempo\s+de|temps\s+de|is\s+an?|ist|for|at|in|via|from|bei)\b.*|(?<=[\u3040-\u30ff\u3400-\u9fff])\s*(?:著|監訳|訳|氏|写真)$|\s+(?:著|監訳|訳|氏)$"
    rf"|(?<=[\uac00-\ud7af])\s*(?:{_KOREAN})?\s*기자(?![\uac00-\ud7af]).*|(?<=[\u3400-\u9fff])\s*[/\uff0f].{{0,6}}[報报][導导道]$"
    r"|\s+(?:责任编辑|編輯|编辑|责编|校对|摄影|攝影|来源|來源|사진|편집)\s*[:\uff1a/\uff0f].*",
    re.IGNORECASE | re.DOTALL,
)
_DATE_FIRST = re.compile(
    rf"^(?=[^|\u2022\u00b7\u2013\u2014]{{0,40}}\d)(?:(?:{_MONTH}|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|[ap]m|at|um|uhr|gmt|utc|ce?s?t|[ecmp][sd]t)(?!\w)|[\d.,:/\u5e74\u6708\u65e5\u6642\u65f6\u5206\s-])++(?:[|\uff5c\u2022\u00b7\u2013\u2014]\s*|(?<=\s[/-]\s))",
    re.IGNORECASE,
)
_MAILED = re.compile(r"\S+@\S+\s*\(([^()]+)\)")  # as RSS writes an author
_BRACKETED = re.compile(r"\s*[\[\uff3b]([^\[\]\uff3b\uff3d]+)[\]\uff3d]\s*")
_PARTS = re.compile(
    r"\s*(?:[;|\u2022\u00b7\n、\uff0c]|\sim\s+gespräch\s+mit\s|\s(?:and|und|et|with|&|\+)\s|\s(?:y|e|och|og|en)\s(?=\S+\s+\S)|,\s+(?:and|und|et|y)\s|,\s+|\s[\u2013\u2014-]\s)\s*",
    re.IGNORECASE,
)
_ROLE_WORDS = (
    r"editors?|reporters?|writers?|correspondents?|contributors?|analysts?|journalists?|columnists?|critics?|producers?|bureau"
    r"|photographers?|redakteur(?:in)?|redaktor|korrespondent(?:in)?|reporter(?:in)?|journaliste?(?:in)?|correspondant[e]?"
    r"|corresponsal|periodista|giornalista|editor-in-chief|chefredakteur(?:in)?|autor(?:in)?|volont[äa]r(?:in)?|experte|expertin|staff|freelance\w*"
    r"|profess(?:or|ore|eur)|director|founder|ceo|cto|specialist|managing|contributing|senior|chief|deputy|associate"
)
_ROLE = re.compile(rf"(?<!\w)(?:{_ROLE_WORDS})\b", re.IGNORECASE)
_ROLE_BEFORE = re.compile(rf"^(?:[\w-]*-)?(?:{_ROLE_WORDS})\s+(?=\w+\s+\w)", re.IGNORECASE)
_BEAT = re.compile(
    r"(?:\s+(?:news|sports?|tech\w*|political|science|features?|digital|business|health|global|lead))+\s*$", re.IGNORECASE
)
_DEGREE = re.compile(
    r"(?:,\s*|\s+)(?:ph\.?d|m\.?d|m\.?sc|b\.?sc|m\.?a|mba|r\.?d|r\.?n|esq|cfa|cpa|llm)\.?(?=$|,|\s)", re.IGNORECASE
)
_TURNED = re.compile(r"([^\s,]+),\s+([^\s,]+)")
_HOUSE = re.compile(
    r"(?<!\w)(?:reuters|afp|dpa|ansa|belga|itar|tass|xinhua|bloomberg|ians|kathpress"
    r"|(?-i:apa|APA|efe|EFE|ap|AP|pap|PAP|sda|SDA|ats|ATS|anp|ANP|pti|PTI|ani|ANI|kna|KNA|epd|EPD|sid|SID|AG|SE)"
    r"|press|agenc(?:y|ies)|agentur|agence|agencia|agenzia|news|media|magazin[e]?|online|team|desk|staff|newsroom|editors?|editorial"
    r"|redaktion|redactie|redacción|redaction|rédaction|redazione|redakcja|redakce|редакция|编辑部|編集部|pressestelle|verlag|gmbh|inc"
    r"|ltd|llc|e\.?\s?v|corporation|company|institut[e]?|university|universität|writer|times|post|herald|tribune|journal|gazette"
    r"|contributor|network|group|redakteur|association|foundation|stiftung|verband)(?!\w)|[a-z0-9]\.(?:com|de|net|org|ch|at|fr|pl|jp|tv|io|uk)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"https?:|\u00a9|['\u2019]s\s|\bby$|[<>{}=*!?\"\u201c\u201d\u2192:]|^\W*$|^\d|^(?:admin(?:istrator)?|unknown|anonymous|guest|n/?a|none|null|author|autor|by|von|home|news"
    r"|share|follow|comments?|about|profile|more|read\smore|edit|uncategorized|web|photo|bild|foto|image|here|bio|kontakt|contact|archiv"
    r"|us|the\sauthor|reply|facebook|twitter|instagram|linkedin|e-?mail|print|google|editor's\spick|account|click\shere|stand|autoren|authors|著者|作者)$"
    r"|\b(?:minutes?|hours?|ago|reading|follow|subscribe|newsletter|comments?|copyright|shutterstock|getty|photos?|pictures?|images?|share"
    r"|email|view|read|all\sposts|anzeigen|alle\s(?:artikel|beiträge)|all\sarticles|artikelübersicht|gmt|uhr|edt|est|pst|profile|biography"
    r"|veröffentlicht|zuletzt|geändert|aktualisiert|updated|published|posted|kommentare?|weitere|mehr|more|licen[sc]e|rights|sponsored|advertis\w+)\b",
    re.IGNORECASE,
)
_PARTICLE = r"(?:von|van|der|den|de|da|dos|das|du|di|del|della|la|le|el|al|bin|ibn|zu|zur|ter|ten|af|av|y|e|los|las|san)"
_IS_PARTICLE = re.compile(_PARTICLE, re.IGNORECASE)
_WORD = r"(?:\w\.(?:-?\w\.)*|[^\W\d_][\w.'\u2019\u2010-]*)"
_FULL = re.compile(
    rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_WORD}){{1,4}}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u30fb\s]{{2,14}}",
    re.IGNORECASE,
)
_LONGEST, _MOST_WORDS, _READ = 60, 6, 400


def said_by(text: str) -> bool:
    """Tell whether a line begins as a byline does: "By …", "Von …", "Text: …".

    >>> [said_by(text) for text in ("By Ann Lee", "文/李安", "Bystanders saw it")]
    [True, True, False]
    """
    return bool(_SAYS_BY.match(text) or ((rest := _behind_date(text)) is not text and _SAYS_BY.match(rest)))


def in_full(line: str) -> bool:
    """Tell whether a byline names a person in full."""
    return any(map(is_person, persons(line)))


def by_a_word(line: str) -> bool:
    """Tell whether a line names somebody by one word, and says "posted by": "by" alone is followed by much.

    >>> [by_a_word(text) for text in ("Posted by ann77 at 12:53", "By Ann", "Von Anfang an")]
    [True, False, False]
    """
    names = persons(line)
    return len(names) == 1 and " " not in names[0] and bool(_POSTED.match(line))


def persons(text: str) -> list[str]:
    """Return the persons' names in a byline's text; the house that signs where no person does.

    >>> persons("By Ann Lee, Senior Editor")
    ['Ann Lee']
    >>> persons("Ann Lee and Bo Chan | 4 May 2024")
    ['Ann Lee', 'Bo Chan']
    >>> persons("05/04/2024 09:58 AM | Ann Lee"), persons("May 4, 2024 - Ann Lee")
    (['Ann Lee'], ['Ann Lee'])
    >>> persons("Lee, Ann")
    ['Ann Lee']
    >>> persons("Ann Lee, Reuters"), persons("AFP/Reuters")
    (['Ann Lee'], ['AFP/Reuters'])
    """
    return [] if "://" in text else list(_persons(cut(text, _READ)))


@lru_cache(maxsize=1024)  # of one page the same bylines are read again and again: each is a witness of the others
def _persons(text: str) -> tuple[str, ...]:
    return tuple(_names(_without_lead(_behind_date(fold(text)))))


def _behind_date(text: str) -> str:
    """Return what says "by" behind the date that a line begins with: "Posted on May 4, 2024 by Ann Lee"; else the line."""
    day = _DAY.search(text, 0, _DATED)
    if not day or not (match := _BEHIND_DATE.search(text, day.end(), _DATED + day.end())):
        return text
    words = _LETTERS.findall(_FROM.sub("", text[: match.start()]).casefold())
    if any(len(word) > 3 and word not in _CALENDAR and not PUBLISHED.search(word) for word in words):  # noqa: PLR2004 - shorter: on, le, Uhr, EST
        return text
    return f"by{text[match.end() :]}" if match[1] else text[match.start() :]


def _without_lead(text: str) -> str:
    match = _LEAD.match(text)
    return text[match.end() :] if match else text


def _names(text: str) -> list[str]:
    if inner := _MAILED.fullmatch(text) or _BRACKETED.fullmatch(text):
        text = _without_lead(inner[1])
    text = _END.sub("", _DATE_FIRST.sub("", _ASIDE.sub(" ", text)), count=1)
    if (turned := _TURNED.fullmatch(text)) and not is_house(text) and not _ROLE.search(text):
        return _kept([f"{turned[2]} {turned[1]}"])
    text = _DEGREE.sub("", text)
    names = _kept([_part(part) for part in _PARTS.split(text)])
    full = [name for name in names if is_person(name)]
    return full or _kept([text] if is_house(text) else names[:1])


def is_person(name: str) -> bool:
    """Tell whether a name is written as persons' full names are, and names no house.

    >>> [is_person(name) for name in ("Ann Lee", "Ursula von der Leyen", "李安", "J. R. Stone", "News Desk", "Nils")]
    [True, True, True, True, False, False]
    """
    return (
        bool(_FULL.fullmatch(name))
        and not is_house(name)
        and not any(word[0].islower() and not _IS_PARTICLE.fullmatch(word) for word in name.split())
    )


def is_house(name: str) -> bool:
    """Tell whether a name is that of an agency, a desk, a paper or a company.

    >>> [is_house(name) for name in ("Reuters", "News Desk", "Ann Lee")]
    [True, True, False]
    """
    return bool(_HOUSE.search(name))


def in_title_case(name: str) -> str:
    """Return a person's name that is written all in capitals as it is written otherwise.

    >>> in_title_case("ANN-MARIE VON DER LEE"), in_title_case("DPA")
    ('Ann-Marie von der Lee', 'DPA')
    """
    if not name.isupper() or not is_person(name):
        return name
    return " ".join(word.lower() if _IS_PARTICLE.fullmatch(word) else word.title() for word in name.split())


def _part(text: str) -> str:
    """Return one name without its role: "Senior Editor Ann Lee", "Ann Lee Senior Editor"."""
    text = _ROLE_BEFORE.sub("", _without_lead(text))
    if match := _ROLE.search(text):
        before = _BEAT.sub("", text[: match.start()]).strip()
        return before if len(before.split()) > 1 else text
    return text


def _kept(parts: list[str]) -> list[str]:
    names = (part.strip(" ,.:-\u2013|/\u2019'") for part in parts)
    return [
        name for name in names if 1 < len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS and not _NOBODY.search(name)
    ]
