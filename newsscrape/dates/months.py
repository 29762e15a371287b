"""Month names of en, de, fr, es, it, nl, pl, ru, uk, cs, tr, pt: made by tools/months.py from CLDR (Babel 2.18.0)."""

_NAMES = (
    "ene enero gen gennaio jan janeiro januar januari january janv janvier led leden ledna oca ocak sty styczeń stycznia січ січень січня янв январь января",
    "feb febbraio febrero februar februari february fev fevereiro févr février lut lutego luty úno únor února şub şubat лют лютий лютого февр февраль февраля",
    "bře březen března maart mar marca march mars mart marzec marzo março mrt mär märz бер березень березня мар март марта",
    "abr abril apr april aprile avr avril dub duben dubna kwi kwiecień kwietnia nis nisan апр апрель апреля квіт квітень квітня",
    "kvě květen května mag maggio mai maio maj maja may mayo mayıs mei май мая трав травень травня",
    "cze czerwca czerwiec giu giugno haz haziran juin jun june junho juni junio červen června čvn июн июнь июня черв червень червня",
    "juil juillet jul julho juli julio july lip lipca lipiec lug luglio tem temmuz července červenec čvc июл июль июля лип липень липня",
    "ago agosto août aug august augustus ağu ağustos sie sierpień sierpnia srp srpen srpna авг август августа серп серпень серпня",
    "eyl eylül sep sept september septembre septiembre set setembro settembre wrz wrzesień września zář září вер вересень вересня сент сентябрь сентября",
    "eki ekim oct october octobre octubre okt oktober ott ottobre out outubro paź październik października říj říjen října жовт жовтень жовтня окт октябрь октября",
    "kas kasım lis listopad listopada listopadu nov november novembre novembro noviembre лист листопад листопада нояб ноябрь ноября",
    "ara aralık dec december dez dezember dezembro dic dicembre diciembre déc décembre gru grudnia grudzień pro prosince prosinec груд грудень грудня дек декабрь декабря",
)

MONTHS: dict[str, int] = {name: number for number, names in enumerate(_NAMES, 1) for name in names.split()}
"""Folded name, without a final dot -> month; names that mean two months in two languages are left out."""
