"""What a paragraph says when it is no part of the text: calls to read on, sign up or follow, credits, bylines, counters.

The phrases were collected, language by language, from what stands under and between the paragraphs of news sites; another
language is another line of each table. A phrase is looked for where such a line has it: at its start, or it is the whole of it.
"""

import re
from typing import Literal

from newsscrape.hinted import Hinted
from newsscrape.text import small

Furniture = Literal["", "label", "call", "credit", "noise", "notice"]

_LABELS = (
    # en
    r"more|related(?: (?:articles?|stories|posts?|news|content|links?|coverage|topics?|reading|videos?))?|"
    r"read (?:more|also|next|on|this)|also read|more (?:on|from|about) .{1,40}|"
    r"more (?:stories|news|articles|great .{1,20} stories)|see (?:also|more)|also see|don['’]?t miss|"
    r"you (?:may|might) (?:also )?(?:like|enjoy|be interested)(?: in)?|further reading|"
    r"recommended(?: (?:for you|reading|articles|stories|posts))?|explore further|"
    r"editors?['’]? (?:picks?|recommendations?)|popular (?:on|now|posts?|stories).{0,30}|most (?:read|popular)|"
    r"(?:check|find) out (?:more|also)|story timeline|up next|next (?:post|article|story|up)|"
    r"previous (?:post|article|story)|continue reading.{0,80}|keep reading|topics?|tags?|filed under|categor(?:y|ies)|"
    r"trending(?: now)?|share (?:this|on|via|it|the)\b.{0,40}|like this story\?.{0,40}|about (?:the )?authors?|"
    r"learn more|links?|watch(?: (?:now|next|more|below))?|video|in this article|latest (?:news|stories)|"
    # de
    r"lesen sie (?:auch|mehr|hier|dazu|jetzt)\b.{0,30}|"
    r"(?:auch|ebenfalls) (?:interessant|lesenswert|spannend|auf .{1,20})|"
    r"mehr (?:zum thema|zu .{1,30}|von .{1,30}|aus .{1,30}|themen|lesen|erfahren|infos?|informationen)|zum thema|"
    r"weiter(?:e|führende|lesen|er)?(?:r|n|s)? ?(?:artikel|beiträge|informationen|infos|links?|themen|meldungen"
    r"|nachrichten|lesen)?|"
    r"weitere informationen zu .{1,40}|"
    r"das könnte (?:sie|dich|euch) (?:auch )?interessieren|passend dazu|siehe auch|zum weiterlesen|"
    r"(?:empfohlene|ähnliche|verwandte|passende|neueste) (?:beiträge|artikel|themen|links)|themen(?: im artikel)?|"
    r"schlagwörter|schlagworte|kategorien?|über den autor|über die autorin|"
    r"(?:artikel|beitrag|seite) (?:teilen|drucken|merken|empfehlen|versenden)|zurück zur .{1,30}|"
    r"nächster (?:artikel|beitrag)|vorheriger (?:artikel|beitrag)|zusatzinformationen|pressekontakt|downloads?|"
    r"quellen(?:angaben?)?|quellen ausblenden|drucken|originalpublikation|kontakt|"
    # fr
    r"(?:à|a) (?:lire|voir|découvrir)(?: (?:aussi|également))?|lire (?:aussi|également|la suite)|voir aussi|"
    r"sur le même (?:sujet|thème)|articles? (?:liés?|similaires?)|en savoir plus|partager(?: cet article)?|"
    r"mots?[- ]clés?|et aussi|vos réactions|"
    # es
    r"(?:le|te|les|quizás te) (?:puede|podría)(?: también)? (?:interesar|gustar)|"
    r"(?:lea|lee|vea|mira|ver|leer|vea)(?: (?:también|más|además|aquí))|lea|"
    r"(?:noticias|notas|artículos|temas) relacionad[oa]s|relacionad[oa]s?|más (?:información|noticias|sobre .{1,30})|"
    r"compartir(?: en)?|etiquetas?|no te pierdas|sigue leyendo|conozca más|"
    r"también (?:puede|te puede).{0,30}|"
    # it
    r"legg(?:i|ete) anche(?: su)?|vedi anche|articoli correlati|potrebbe(?:ro)? interessarti(?: anche)?|"
    r"ti potrebbe interessare(?: anche)?|approfondimenti?|leggi (?:tutto|ancora|di più)|condividi|"
    # nl
    r"lees (?:ook|meer|verder)|bekijk ook|gerelateerde? (?:artikelen|berichten|nieuws)|"
    r"meer (?:over|lezen|nieuws)\b.{0,40}|deel dit (?:artikel|bericht)|"
    # pt
    r"(?:leia|veja|confira|saiba|assista)(?: (?:também|mais|ainda))|(?:notícias|matérias|artigos|posts) relacionad[oa]s|"
    r"compartilhe|tempo de leitura|"
    # pl
    r"(?:zobacz|czytaj|przeczytaj|sprawdź)(?: (?:też|także|również|więcej))|dowiedz się więcej|"
    r"powiązane(?: artykuły| tematy)?|polecamy|podobne (?:artykuły|wpisy)|tagi|udostępnij|źródło|licencja na publikację|"
    r"więcej (?:na|o) .{1,30}|ten tekst przeczytasz.{0,30}|"
    # ru
    r"читайте также|читать также|см(?:отрите|\.) также|по теме|теги|поделиться|отзывы|самые популярные.{0,30}|реклама|"
    # what heads a table of contents
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|sommaire|índice|indice|inhoud|spis treści|содержание|目次|目录|"
    # uk cs tr
    r"читайте (?:також|ще)|дивіться також|(?:схожі|пов['’]язані) (?:статті|новини)|за темою|"
    r"(?:čtěte|přečtěte si) (?:také|dále|více)|mohlo by vás zajímat|související(?: (?:články|témata))?|štítky|"
    r"(?:ayrica|bunu da) (?:oku(?:yun)?|bak(?:in)?|göz atin)|ilgili (?:haberler|içerikler|yazilar|konular)|etiketler|"
    # zh ja ko
    r"(?:相关|延伸|推荐)(?:阅读|文章|新闻)|(?:相關|延伸)(?:閱讀|文章|新聞)|関連(?:記事|リンク)|あわせて読みたい|"
    r"관련 ?(?:기사|뉴스)"
)
_INVITES = (
    # en
    r"sign[- ]up (?:for|to|here|now|today)|subscribe (?:to|now|here|today)|follow .{1,60} on \w+|like us on|"
    r"(?:click|tap) (?:here )?to (?:subscribe|sign|join|get|follow)|(?:get|download) (?:the|our) .{0,40}\bapps?\b|"
    r"click here .{0,40}\bapp\b|join (?:us|our|the) .{0,40}(?:newsletter|community|channel|group|telegram|whatsapp)|"
    r"write to .{1,60}@|listen to .{1,60} (?:podcast|live)|(?:have|got) a (?:news )?(?:tip|story)\b|"
    r"we(?: want|['’]d like) to hear|for the latest .{0,60}(?:news|stories|updates)|get (?:unlimited|full) access|"
    r"(?:become|already) an? (?:member|subscriber)|(?:please )?accept .{0,30}cookies to |by accepting you will|"
    # de
    r"ich bin (?:damit )?einverstanden, dass (?:mir )?(?:hier )?externe|an dieser stelle find\w+ .{0,20}extern\w* inhalt|"
    r"wir respektieren (?:deine|ihre|eure) privatsphäre|mit (?:ihrer|deiner|eurer) zustimmung .{0,40}(?:inhalt|geladen)|"
    r"(?:melden sie sich|melde dich) .{0,40}\ban\b|jetzt .{0,40}(?:anmelden|abonnieren)|folg(?:en sie|t|e) uns|"
    r"abonnieren sie|sie sind .{0,20}nicht eingeloggt|"
    # fr, es, it, nl, pt, pl, ru
    r"abonnez-vous|inscrivez-vous|suivez[- ]nous|pour accéder en illimité|"
    r"suscríb[ea]te|síguenos|únete |regístrate|"
    r"iscriviti|seguici su|"
    r"schrijf je in|volg ons|"
    r"inscreva-se|siga[- ](?:nos|o)|assine |"
    r"zapisz się|obserwuj nas|zapraszamy .{0,30}subskrypcji|"
    r"подписывайтесь|подпишитесь"
)
_NOTICES = (
    r"(?:our|free|daily|weekly|unser\w*|kostenlos\w*|nuestr[ao]|notre|nostra) (?:\w+ ){0,3}newsletter|"
    r"(?:delivered|straight|sent) (?:to|in|through) your (?:inbox|letterbox)|(?:in|meet) your inbox|"
    r"(?:e-?mail|contact|reach) .{1,60} (?:at|on) .{0,60}(?:@|twitter\.com)|"
    r"(?:can|may) be (?:reached|contacted) (?:at|on|via) .{0,60}(?:@|twitter)|support (?:our|independent) .{0,40}journalism|"
    r"this (?:article|post|story|page) (?:may )?contains? (?:affiliate|localized)|income[- ]earning|"
    r"we may (?:earn|receive|get) .{0,30}commission|affiliate (?:links|commission)|"
    r"(?:dieser|der) (?:beitrag|artikel) enthält .{0,20}(?:werbung|affiliate)|"
    r"\bcontributed to (?:this|the) (?:report|story|article)\b|\breporting (?:by|from)\b.{2,}\bediting by\b"
)
_CREDITS = (
    r"(?:(?:lead|main|header|cover|top|featured?) )?(?:image|photo(?:graph)?|picture|video|screenshot)s?(?: ?/ ?[\w ]{1,20})?"
    r"(?: (?:credits?|source|courtesy|by|via|from))*\s*[:|©]|(?:image|photo|picture)s? (?:credit|courtesy|by|via)\b|credits?:|"
    r"(?:titel|symbol|beitrags|teaser|vorschau)?(?:bild|foto|grafik|abbildung)(?:er|s)?(?:quelle|nachweis|rechte|er)?"
    r"(?: \d+)?(?: \([^)]*\))?\s*[:|©]|quellen?\s*:|source\s*:|via\s*:|fuente\s*:|fonte\s*:|fot\.|фото\s*[:|]|bron\s*:|"
    r"(?:источник|джерело|zdroj|kaynak)\s*:|(?:责任编辑|責任編輯|责编|编辑|校对|来源|來源|出典)\s*[:\uff1a]|"
    r"crédits?(?: photo)?\s*:|©|\(c\) |copyright (?:\d|©|\()|all rights reserved|"
    r"an? (?:post|video) shared by .{2,}|ein (?:von .{2,} geteilter beitrag|beitrag geteilt von .{2,})|"
    r"une publication partagée par .{2,}|una publicación compartida (?:por|de) .{2,}|un post condiviso da .{2,}|"
    r"(?:article|post) by .{2,}|(?:artikel|beitrag) von:? .{2,}|"
    r"(?:additional )?reporting (?:and writing )?by .{2,}|(?:writing|editing|compiled|edited|written|produced) by .{2,}"
)
_NOISE = (
    r"advert(?:isement|ising)?s?|anzeige|- ?anzeige ?-|werbung|publicidad|publicité|publicidade|pubblicità|reklama|"
    r"iklan|sponsored(?: content)?|ad|(?:close )?video|close|caption|text size|print(?: this)?(?: article)?|share|tweet|"
    r"e-?mail|comments?|\d+ comments?|whatsapp|facebook|pinterest|twitter|"
    r"(?:(?:image|photo|slide|picture|bild|foto) )?\d+ (?:of|von|de|di|van|/)(?: /)? \d+(?: caption)?(?: close)?|\d+|"
    r"view (?:all|gallery)(?: \d+)?|see full gallery|click to tweet|show more|load more|play|pause|next|prev(?:ious)?|"
    r"prev next|back to top|scroll back to top|permalink|pdf(?: version)?|zurück|weiter|mehr|"
    r"[가-힣]{2,4}\s?(?:선임|수석|인턴)?\s?기자(?:\s*[(\[]?\S+@\S+)?|"
    r"text|buy now|\d+ min(?:ute)?s?\.? (?:read|lesezeit|de lecture|de lectura|leitura)|"
    r"(?:lesezeit|lesedauer|reading time|read time).{0,20}|story continues (?:below|after).{0,60}|"
    r"article continues (?:below|after).{0,60}|(?:scroll|swipe) (?:down|to|for) .{0,60}|"
    r"this slideshow requires javascript\.?|sponsorenhinweis|=+ ?anzeige.{0,30}|permalien|aktuell|[-*=]{3,}|"
    r"by|von|por|par|door|posted (?:on|in|by)|social share|teile mich|lese-?tipps?|\d+ views|"
    r"(?:möchten sie )?(?:den|diesen) artikel teilen|"
    r"empfohlene[rn]? (?:redaktionelle|externe)[rn]? inhalte?|"
    # the frame of a post
    r"view this (?:post|profile) on instagram|sieh(?:e)? dir diesen beitrag auf instagram an|"
    r"voir cette publication sur instagram|ver esta publicaci[oó]n en instagram|visualizza questo post su instagram"
)
_DATED = re.compile(
    r"\b(?:19|20)\d\d\b.{0,12}\d{1,2}[:.h]\d\d|\d{1,2}[:.h]\d\d.{0,20}\b(?:19|20)\d\d\b"
    r"|^\W*(?:\w+,? )?\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d\b"
    r"|^\W*(?:19|20)\d\d\s?[-/.\u5e74\ub144]\s?\d{1,2}\s?[-/.\u6708\uc6d4]\s?\d{1,2}[\u65e5\uc77c]?\W*$"
    r"|^\W*(?:\w+,? )?(?:\d{1,2}\.? (?:de )?\w+,?|\w+ \d{1,2},) (?:de )?(?:19|20)\d\d\b"
    r"|^(?:published|updated?|posted|last (?:updated|modified)|stand|veröffentlicht|aktualisiert|publié|publicado"
    r"|actualizado|pubblicato|aggiornato|geplaatst|atualizado|опубликовано)\b.*\d"
    r"|[\u00b7\u2022|]\s*\d{1,2} min(?:ute)?s?\.? read\b",
)
_BYLINE = re.compile(
    r"^(?:by|von|par|por|di|door|autor(?:in)?|author|auteur|autore|автор|written by|posted by|text|redaktion) ?:? +"
    r"\S+(?: \S+){0,7}$",
)
_COMMENTS = re.compile(
    # en, de, fr, es, it, nl, pt, pl, ru
    r"\W*(?:\d+ (?:comments?|responses?|reply|replies|thoughts?|kommentare?|antworten?|commentaires?|comentarios?|commenti"
    r"|reacties|comentários?|komentarz[ey]|комментари\w+)\b.*"
    r"|(?:(?:top rated|reader|user|all|leser) ?)?(?:comments|responses|replies|kommentare|commentaires|comentarios|commenti"
    r"|reacties|comentários|komentarze|комментарии)(?: ?\(?\d+\)?)?|(?:leave|post|add) a (?:comment|reply).{0,40})\W*",
)
_LABEL = re.compile(rf"\W*(?:{_LABELS})(?P<rest>\W.*|)$", re.DOTALL)
_CREDIT = re.compile(rf"\W*(?:{_CREDITS})")
_CAPTION = re.compile(
    r"(?:file ?[-\u2013\u2014:] ?)?in this (?:\w+,? )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[\w.]* .{0,40}"
    r"(?:photo|image|frame)",
)  # as agencies begin theirs
_CREDITED = re.compile(
    r"\((?:(?:image|photo|picture|pic|bild|foto|symbolbild)(?: ?credit)?s?\s?[:/\u2013][^()]{2,80}|ap photo[^()]*)\)$",
)
_WHOLE = re.compile(rf"\W*(?:{_NOISE})\W*")
_INVITE = re.compile(rf"\W*(?:{_INVITES})")
_NOTICE = Hinted(
    _NOTICES,
    *("newsletter", "inbox", "letterbox", "@", "twitter", "journalism", "affiliate", "localized", "income", "commission"),
    *("enthält", "contributed to", "editing by"),
)
_CALL = re.compile(r"\s*(?:[:\uff1a>»|›→]|\s[-–—]\s|\W*$)")  # what parts a call from what it calls to
_SHORT, _LINE, _LONG = 100, 200, 320  # characters that a credit, a call, a notice has at most


def furniture(text: str) -> Furniture:
    """Tell what kind of furniture a whole paragraph is, ``""`` for text.

    >>> furniture("Read more: The hinge that never tires"), furniture("Reading more is what the old reader promised")
    ('call', '')
    """
    length = len(text)
    if length > _LONG:
        return ""
    line = small(text)
    if not any(map(str.isalnum, line)) or (length <= _SHORT and _WHOLE.fullmatch(line)):
        return "noise"
    if length <= _LINE and (match := _LABEL.match(line)) and _CALL.match(match["rest"]):
        return "call" if len(match["rest"].strip(" :\uff1a")) > 1 else "label"
    if (length <= _SHORT and _CREDIT.match(line)) or _CAPTION.match(line) or (line[-1] == ")" and _CREDITED.search(line)):
        return "credit"
    return "notice" if _INVITE.match(line) or _NOTICE.search(line) else ""


def heads_comments(text: str) -> bool:
    """Tell whether a heading stands above what readers say."""
    return len(text) <= _LINE and bool(_COMMENTS.fullmatch(small(text)))


def signs(text: str) -> bool:
    """Tell whether a line before or below the text says only who wrote it and when."""
    if len(text) > _SHORT or text.endswith((".", "\u3002")):
        return False
    line = small(text)
    return bool(_BYLINE.match(line) or _DATED.search(line))
