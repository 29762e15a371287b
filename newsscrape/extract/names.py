"""From a byline's text to the names in it: persons, else the agency, desk or house that signs.

The patterns with many words are those of text in small letters: to look for both takes three times as long.
"""

import re
from functools import lru_cache

from newsscrape.alternation import any_of
from newsscrape.dates.months import MONTHS, WEEKDAYS
from newsscrape.extract.signed import BEFORE_REPORTER, behind_date, posted, without_lead
from newsscrape.text import cut, fold, small

_ASIDE = re.compile(r"\s*(?:[(\uff08\[][^()\uff08\uff09\[\]]{0,80}[)\uff09\]])|[\u300a\u300b\u3010\u3011]")
_MONTH = any_of(set(map(small, MONTHS)))
_ADDRESS_OR_DATE = (
    r"\s*(?:https?://|www\.|\S*@).*"
    rf"|^(?:on|am|le|el|il|op|den|dne|vom)\s+\d.*|[\s,|/\u2022\u00b7\u2013-]++(?:(?:on|am|le|el|il|op|den|dne|vom):?\s+)?(?:(?:{_MONTH})\.?\s+)?(?<!\w)\d.*"
)
_HAS_ONE = re.compile(r"[@\d]|://|www\.")  # most bylines have neither, and are spared a look for every month
_WORDS = (
    r"[\s,|\u2022\u00b7\u2013-]++(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|stand|hace|il\s+y\s+a|vor|aktualisiert"
    r"|updated|edited|published|posted|publicado|pubblicato|publié|veröffentlicht|actualizado|atualizado|mis\s+à\s+jour|aggiornato|bijgewerkt|follow|last\s+updated|illustration(?:en)?|fotos?|photos?|bilder|(?<!-)redaktion|(?:am\s+)?(?:mon|diens|donners|frei|sams|sonn)tag"
    r"|(?:am\s+)?mittwoch|lesezeit|tiempo\s+de|temps\s+de|yesterday|gestern|heute|hier|ayer|ieri|oggi|ontem|hoje|gisteren|wczoraj|dzisiaj|вчера|сегодня|dün|bugün|tarafindan|is\s+an?|ist|for|at|in|via|from|bei)\b.*|(?<=[\u3040-\u30ff\u3400-\u9fff])\s*(?:著|監訳|訳|氏|さん|写真|/文|[\uff0f/][a-z][\w\s]*)$|\s+(?:著|監訳|訳|氏)$"
    rf"|(?<=[\uac00-\ud7af])\s*(?:{BEFORE_REPORTER})?\s*기자(?![\uac00-\ud7af]).*|(?<=[\uac00-\ud7af])\s*(?:특파원|에디터|칼럼니스트|논설위원|리포터)(?![\uac00-\ud7af]).*|(?<=[\u3400-\u9fff])(?:\s*[/\uff0f]|\s).{{0,6}}[報报][導导道]$|(?<=[\u3400-\u9fff])\s+[发發][表布][于於].*"
    r"|\s+(?:责任编辑|編輯|编辑|责编|校对|摄影|攝影|来源|來源|사진|편집)\s*[:\uff1a/\uff0f|\uff5c].*|(?<=[\u3400-\u9fff])\s+[\u3400-\u9fff]{2,6}\s*[:\uff1a].*"
)
_END, _END_OF_WORDS = re.compile(f"{_ADDRESS_OR_DATE}|{_WORDS}", re.DOTALL), re.compile(_WORDS, re.DOTALL)
_DATE_FIRST = re.compile(
    rf"(?=[^|\u2022\u00b7\u2013\u2014]{{0,40}}\d)(?:(?:{_MONTH}|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|[ap]m|at|um|uhr|gmt|utc|ce?s?t|[ecmp][sd]t)(?!\w)|[\d.,:/\u5e74\u6708\u65e5\u6642\u65f6\u5206\s-])++(?:[|\uff5c\u2022\u00b7\u2013\u2014]\s*|(?<=\s[/-]\s))",
)
_COPYRIGHT = re.compile(r"\W*(?:copyright|\u00a9)|.*[{}=]", re.IGNORECASE | re.DOTALL)  # or the text of a script
_IS_ORGANISED = re.compile(r"\s(?:für|for|of|pour|para|per|voor)\s")  # a ministry, a society; what follows "and" is its own
_NUMERIC = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\b\d{1,2}\.?\s\w+\.?\s(?:19|20)\d\d")  # a whole date
_MAILED = re.compile(r"\S+@\S+\s*\(([^()]+)\)")  # as RSS writes an author
_BRACKETED = re.compile(r"\s*[\[\uff3b]([^\[\]\uff3b\uff3d]+)[\]\uff3d]\s*")
_PARTS = re.compile(
    r"\s*(?:[;|\u2022\u00b7\n、\uff0c]|\sim\s+gespräch\s+mit\s|\s(?:and|und|u\.|sowie|et|with|avec|mit|con|met|&|\+)\s|\s(?:y|e|och|og|en)\s(?=\S+\s+\S)|,\s+(?:and|und|et|y)\s|,\s+|[,/](?=[^\W\d_][\w.-]*\s+\w)|\s[\u2013\u2014/-]\s)\s*",
    re.IGNORECASE,
)
_ROLE_WORDS = (
    r"editors?|reporters?|writers?|correspondents?|contributors?|analysts?|journalists?|columnists?|critics?|producers?|bureau"
    r"|photographers?|redakteur(?:in)?|[\wš]*redaktor(?:ka)?|spécialiste|rédact(?:eur|rice)|redactora?|redacteur|colaboradora?|repórter|jornalista|colunista"
    r"|редактор|журналист(?:ка)?|корреспондент|обозреватель|кореспондент|editör|muhabir|korrespondent(?:in)?|reporter(?:in)?|journaliste?(?:in)?|correspondant[e]?"
    r"|corresponsal|periodista|giornalista|editor-in-chief|chefredakteur(?:in)?|autor(?:in)?|volont[äa]r(?:in)?|experte|expertin|staff|freelance\w*"
    r"|profess(?:or|ore|eur)|director|founder|ceo|cto|specialist|managing|contributing|senior|chief|deputy|associate"
)
_ROLE = re.compile(rf"(?<!\w)(?:{_ROLE_WORDS})\b")
_ROLES_ONLY = re.compile(rf"(?:{_ROLE_WORDS})(?:\s+(?:{_ROLE_WORDS}))+")
_ROLE_BEFORE = re.compile(rf"(?:[\w-]*-)?(?:(?:{_ROLE_WORDS})\s+)+(?=\w+\s+\w)")
_SIGNED_FOR = re.compile(
    r"\s+(?:the\s+)?(?:associated\s+press|new\s+york\s+times|washington\s+post|usa\s+today|reuters|bloomberg|afp|dpa)$",
    re.IGNORECASE,
)
_BEAT = re.compile(
    r"(?:\s+(?:news|sports?|tech\w*|political|science|features?|digital|business|health|global|lead|mobile|gaming|games|hardware|audio|phones?|reviews?|deals?|computing|freier?))+\s*$",
    re.IGNORECASE,
)
_POST = re.compile(  # "Ann Lee, Smart Home Editor": what stands behind a comma and ends in a role is no second person
    rf",\s+[^,;|\u2022\u00b7]{{0,40}}?(?<!\w)(?:{_ROLE_WORDS})(?=\s*(?:$|[,;|\u2022\u00b7]|\s(?:and|und|et|y|e|&)\s))",
    re.IGNORECASE,
)
_TITLE = re.compile(r"^(?:(?:prof|dr|ing|mgr|mag|mr|mrs|ms)\b\.?\s+)+(?=\S+\s+\S)", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:,\s*|\s+)(?:ph\.?d|m\.?d|m\.?sc|b\.?sc|m\.?a|mba|r\.?d|r\.?n|esq|cfa|cpa|llm)\.?(?=$|,|\s)", re.IGNORECASE
)
_TURNED = re.compile(r"([^\s,\u2e80-\uffff]+),\s+([^\s,\u2e80-\uffff]+)")
_HOUSE = re.compile(
    r"(?<!\w)(?:reuters|afp|dpa|ansa|belga|itar|tass|xinhua|bloomberg|ians|kathpress"
    r"|press|agenc(?:y|ies)|agentur|agence|agencia|agenzia|news|media|magazin[e]?|online|team|desk|staff|newsroom|editors?|editorial"
    r"|redaktion|redactie|redacción|redaction|rédaction|redazione|redakcja|redakce|редакция|编辑部|編集部|pressestelle|verlag|gmbh|inc"
    r"|ltd|llc|e\.?\s?v|corporation|company|institut[e]?|university|universität|writer|times|post|herald|tribune|journal|gazette"
    r"|contributor|network|group|redakteur|association|foundation|stiftung|verband|business|usa\stoday|kg)(?!\w)|(?<=[a-z0-9])\.(?:com|de|net|org|ch|at|fr|pl|jp|tv|io|uk)\b",
)
_INITIALS = re.compile(  # as they are written
    r"\b(?:apa|APA|efe|EFE|ap|AP|pap|PAP|sda|SDA|ats|ATS|anp|ANP|pti|PTI|ani|ANI|kna|KNA|epd|EPD|sid|SID|AG|SE|SpA|Srl|SARL"
    r"|SAS|BV|NV|AB|PLC|Pty)\b"
)
_NOBODY = re.compile(
    r"https?:|^[\w.-]+\.\w{2,}/\S*$|\u00a9|['\u2019]s\s|\bby$|[<>{}=*!?\"\u201c\u201d\u2192:]|^\W*$|^\d|^(?:admin(?:istrator)?|unknown|anonymous|guest|n/?a|none|null|author|autor|by|von|home|news"
    r"|share|follow|comments?|about|profile|more|read\smore|edit|uncategorized|web|photo|bild|foto|image|here|bio|kontakt|contact|archiv"
    r"|us|(?:super\s)?user|publisher|webmaster|administrador|an[oó]nimo|the\sauthor|reply|facebook|twitter|instagram|linkedin|e-?mail|print|google|editor's\spick|account|click\shere|stand|autoren|authors|著者|作者)$"
    r"|\b(?:minutes?|hours?|ago|reading|follow|subscribe|newsletter|comments?|copyright|shutterstock|getty|photos?|pictures?|images?|share"
    r"|email|view|read|all\sposts|anzeigen|alle\s(?:artikel|beiträge)|all\sarticles|artikelübersicht|gmt|uhr|edt|est|pst|profile|biography"
    r"|veröffentlicht|zuletzt|geändert|aktualisiert|updated|published|posted|kommentare?|weitere|mehr|more|licen[sc]e|rights|sponsored|advertis\w+)\b",
)
_PARTICLE = r"(?:von|van|der|den|de|da|dos|das|du|di|del|della|la|le|el|al|bin|ibn|zu|zur|ter|ten|af|av|y|e|los|las|san)"
_IS_PARTICLE = re.compile(_PARTICLE, re.IGNORECASE)
_WORD = r"(?:\w\.(?:-?\w\.)*|[^\W\d_][\w.'\u2019\u2010-]*)"
_FULL = re.compile(
    rf"{_WORD}(?:\s+(?:{_PARTICLE}\s+){{0,3}}{_WORD}){{1,4}}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u30fb\s]{{2,14}}",
)
_LONGEST, _MOST_WORDS, _READ, _MOST_BEFORE = 60, 6, 400, 3


def in_full(line: str) -> bool:
    """Tell whether a line that says "by" names a person in full, with no more than a role before."""
    first = next(filter(is_person, persons(line)), None)
    return bool(first) and len(without_lead(behind_date(fold(line))).partition(str(first))[0].split()) <= _MOST_BEFORE


def by_a_word(line: str) -> bool:
    """Tell whether a line names somebody by one word, and says "posted by" or when: "by" alone is followed by much.

    >>> [by_a_word(text) for text in ("Posted by ann77 at 12:53", "By Ann, 4/5/2024", "By Ann", "Von Anfang an")]
    [True, True, False, False]
    """
    names = persons(line)
    word = len(names) == 1 and " " not in names[0] and names[0].casefold() not in WEEKDAYS
    return word and (posted(line) or bool(_NUMERIC.search(line)))


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
    return [] if "://" in text or _COPYRIGHT.match(text) else list(_persons(cut(text, _READ)))


@lru_cache(maxsize=1024)  # of one page the same bylines are read again and again: each is a witness of the others
def _persons(text: str) -> tuple[str, ...]:
    return tuple(_names(without_lead(behind_date(fold(text)))))


def _names(text: str) -> list[str]:
    if inner := _MAILED.fullmatch(text) or _BRACKETED.fullmatch(text):
        text = without_lead(inner[1])
    text, pattern = _ASIDE.sub(" ", text), _END_OF_WORDS
    if _HAS_ONE.search(lowered := small(text)):
        first, pattern = _DATE_FIRST.match(lowered), _END
        text = text[first.end() :] if first else text
    end = pattern.search(small(text))
    text = text[: end.start()] if end else text
    if (turned := _TURNED.fullmatch(text)) and not is_house(text) and not _ROLE.search(small(text)):
        return _kept([f"{turned[2]} {turned[1]}"])
    text = _POST.sub("", _DEGREE.sub("", text))
    names = _kept([_part(part) for part in _PARTS.split(text)])
    full = [name for name in names if is_person(name)]
    return full or _kept([text] if is_house(text) or _IS_ORGANISED.search(names[0] if names else "") else names[:1])


@lru_cache(maxsize=1024)
def is_person(name: str) -> bool:
    """Tell whether a name is written as persons' full names are, and names no house.

    >>> [is_person(name) for name in ("Ann Lee", "Ursula von der Leyen", "李安", "J. R. Stone", "News Desk", "Nils")]
    [True, True, True, True, False, False]
    """
    return (
        bool(_FULL.fullmatch(small(name)))
        and not name.startswith(("The ", "Die ", "Das "))
        and not is_house(name)
        and not any(word[0].islower() and not _IS_PARTICLE.fullmatch(word) for word in name.split())
    )


@lru_cache(maxsize=1024)
def is_house(name: str) -> bool:
    """Tell whether a name is that of an agency, a desk, a paper or a company.

    >>> [is_house(name) for name in ("Reuters", "News Desk", "Ann Lee")]
    [True, True, False]
    """
    return bool(_INITIALS.search(name) or _HOUSE.search(lowered := small(name)) or _ROLES_ONLY.fullmatch(lowered))


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
    text = without_lead(text)
    rest = text[role.end() :] if (role := _ROLE_BEFORE.match(small(text))) else text
    text = text if rest[:1].islower() and not _IS_PARTICLE.match(rest) else rest
    text = _TITLE.sub("", text)
    text = shorter if is_person(shorter := _SIGNED_FOR.sub("", text)) else text
    person, _, house = text.partition("/")
    if house and is_house(house) and is_person(person.strip()):
        return person
    if match := _ROLE.search(small(text)):
        before = _BEAT.sub("", text[: match.start()]).strip()
        return before if len(before.split()) > 1 else text
    return text


def _kept(parts: list[str]) -> list[str]:
    names = (part.strip(" ,.:-\u2013\u2014\u2022|/\u2019'") for part in parts)
    return [
        name
        for name in names
        if 1 < len(name) <= _LONGEST and len(name.split()) <= _MOST_WORDS and not _NOBODY.search(small(name))
    ]
