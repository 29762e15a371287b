"""Words of times that count from now, in 15 languages: made by tools/months.py from CLDR (Babel 2.18.0), days by CLDR 48.0."""

_PAST = {
    "second": {
        "": "s ago|s fa|s temu|saniye önce|sec ago|sec fa|sec geleden|second ago|seconde geleden|seconden geleden|secondi fa|secondo fa|seconds ago|secs ago|sek temu|sekund temu|sekundy temu|sekundę temu|sn önce|с тому|сек назад|секунд назад|секунд тому|секунди тому|секунду назад|секунду тому|секунды назад|秒前|秒钟前|초 전",
        "hace": "s|segundo|segundos",
        "há": "seg|segundo|segundos",
        "il y a": "s|seconde|secondes",
        "před": "s|sekundami|sekundou|sekundy",
        "vor": "s|sek|sekunde|sekunden",
    },
    "minute": {
        "": "dakika önce|dk önce|m ago|min ago|min fa|min geleden|min temu|mins ago|minut temu|minute ago|minuten geleden|minutes ago|minuti fa|minuto fa|minuty temu|minutę temu|minuut geleden|мин назад|минут назад|минуту назад|минуты назад|хв тому|хвилин тому|хвилини тому|хвилину тому|分前|分钟前|분 전",
        "hace": "min|minuto|minutos",
        "há": "min|minuto|minutos",
        "il y a": "min|minute|minutes",
        "před": "min|minutami|minutou|minuty",
        "vor": "m|min|minute|minuten",
    },
    "hour": {
        "": "g temu|godz temu|godzin temu|godziny temu|godzinę temu|h ago|h fa|hour ago|hours ago|hr ago|hrs ago|ora fa|ore fa|sa önce|saat önce|uur geleden|год тому|годин тому|години тому|годину тому|ч назад|час назад|часа назад|часов назад|小时前|時間前|시간 전",
        "hace": "h|hora|horas",
        "há": "h|hora|horas",
        "il y a": "h|heure|heures",
        "před": "h|hodinami|hodinou|hodiny",
        "vor": "std|stunde|stunden",
    },
    "day": {
        "": "d ago|dag geleden|dagen geleden|day ago|days ago|dgn geleden|dni temu|dnia temu|dzień temu|g fa|gg fa|giorni fa|giorno fa|gün önce|день назад|день тому|дн назад|дн тому|дней назад|дня назад|дня тому|дні тому|днів тому|天前|日前|일 전",
        "hace": "d|día|días",
        "há": "dia|dias",
        "il y a": "j|jour|jours",
        "před": "dne|dnem|dny",
        "vor": "tag|tagen",
    },
    "week": {
        "": "hafta önce|hf önce|sett fa|settimana fa|settimane fa|tydz temu|tydzień temu|tyg temu|tygodni temu|tygodnia temu|tygodnie temu|w ago|week ago|week geleden|weeks ago|weken geleden|wk ago|wks ago|нед назад|недели назад|недель назад|неделю назад|тиж тому|тиждень тому|тижня тому|тижні тому|тижнів тому|周前|週間前|주 전",
        "hace": "sem|semana|semanas",
        "há": "sem|semana|semanas",
        "il y a": "sem|semaine|semaines",
        "před": "týd|týdne|týdnem|týdny",
        "vor": "wo|woche|wochen",
    },
    "month": {
        "": "ay önce|maand geleden|maanden geleden|mese fa|mesi fa|mies temu|miesiąc temu|miesiąca temu|miesiące temu|miesięcy temu|mo ago|month ago|months ago|mos ago|мес назад|месяц назад|месяца назад|месяцев назад|міс тому|місяць тому|місяця тому|місяці тому|місяців тому|か月前|个月前|개월 전",
        "hace": "m|mes|meses",
        "há": "meses|mês",
        "il y a": "m|mois",
        "před": "měs|měsíce|měsícem|měsíci",
        "vor": "monat|monaten",
    },
    "year": {
        "": "anni fa|anno fa|jaar geleden|lat temu|lata temu|rok temu|roku temu|y ago|year ago|years ago|yr ago|yrs ago|yıl önce|г назад|год назад|года назад|л назад|лет назад|р тому|роки тому|року тому|років тому|рік тому|年前|년 전",
        "hace": "a|año|años",
        "há": "ano|anos",
        "il y a": "a|an|ans",
        "před": "l|lety|r|rokem|roku",
        "vor": "jahr|jahren",
    },
}

AGO: dict[tuple[str, str], str] = {
    (before, behind): unit for unit, frames in _PAST.items() for before, ends in frames.items() for behind in ends.split("|")
}
"""What stands before and behind the number, folded, without dots -> unit."""

DAYS: dict[str, int] = {
    "today": 0,
    "yesterday": 1,
    "heute": 0,
    "gestern": 1,
    "vorgestern": 2,
    "aujourd'hui": 0,
    "hier": 1,
    "avant-hier": 2,
    "hoy": 0,
    "ayer": 1,
    "anteayer": 2,
    "oggi": 0,
    "ieri": 1,
    "l'altro ieri": 2,
    "vandaag": 0,
    "gisteren": 1,
    "eergisteren": 2,
    "dzisiaj": 0,
    "wczoraj": 1,
    "przedwczoraj": 2,
    "сегодня": 0,
    "вчера": 1,
    "позавчера": 2,
    "сьогодні": 0,
    "учора": 1,
    "позавчора": 2,
    "dnes": 0,
    "včera": 1,
    "předevčírem": 2,
    "bugün": 0,
    "dün": 1,
    "evvelsi gün": 2,
    "hoje": 0,
    "ontem": 1,
    "anteontem": 2,
    "今天": 0,
    "昨天": 1,
    "前天": 2,
    "今日": 0,
    "昨日": 1,
    "一昨日": 2,
    "오늘": 0,
    "어제": 1,
    "그저께": 2,
    "вчора": 1,
}
"""Word -> days before today."""

HALVES: dict[str, int] = {
    "上午": 0,
    "下午": 12,
    "午前": 0,
    "午後": 12,
    "오전": 0,
    "오후": 12,
}
"""Word before the hour -> hours to add where the hour is below twelve."""
