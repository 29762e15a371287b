import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.dates import day, from_utc_text, parse, utc_text

NOW = dt.datetime(2026, 11, 24, 2, 0, tzinfo=dt.UTC)

# What stands on real pages: text -> UTC, precision, offset, where the zone came from.
TRAPS = [
    ("2019-11-20T00:53:52", "2019-11-20T00:53:52Z", "second", None, "none"),
    ("2019-11-19T19:53:52-05:00", "2019-11-20T00:53:52Z", "second", -300, "stated"),
    ("2019-11-18 19:14:00", "2019-11-18T19:14:00Z", "second", None, "none"),
    ("2025-07-08 23:51", "2025-07-08T23:51:00Z", "minute", None, "none"),
    ("2024-06-03 10:30 PM", "2024-06-03T22:30:00Z", "minute", None, "none"),
    ("2024-06-03 12:05:09 a.m. EDT", "2024-06-03T04:05:09Z", "second", -240, "stated"),
    ("2024-06-03 22:30 PM", "2024-06-03T22:30:00Z", "minute", None, "none"),
    ("June 3, 2024 at 10:30 a.m. ET", "2024-06-03T14:30:00Z", "minute", -240, "stated"),
    ("December 3, 2023 4:00 PM PT", "2023-12-04T00:00:00Z", "minute", -480, "stated"),
    ("le 3 juin 2024 à 10h30 et 12h00", "2024-06-03T10:30:00Z", "minute", None, "none"),
    ("Tue, Sep 15 2020 10:01:41 EDT", "2020-09-15T14:01:41Z", "second", -240, "stated"),
    ("Tue, 14 Nov 2023 10:00:00 +0000", "2023-11-14T10:00:00Z", "second", 0, "stated"),
    ("2017-11-03 03:01:00.000000", "2017-11-03T03:01:00Z", "second", None, "none"),
    ("2023-11-02T10:14:29&#x2B;05:30", "2023-11-02T04:44:29Z", "second", 330, "stated"),
    ("2025-06-14T08:33:11-0400", "2025-06-14T12:33:11Z", "second", -240, "stated"),
    ("20231104T101112Z", "2023-11-04T10:11:12Z", "second", 0, "stated"),
    ("1699056000", "2023-11-04T00:00:00Z", "second", 0, "stated"),
    ("1699056000000", "2023-11-04T00:00:00Z", "second", 0, "stated"),
    ("1 June 2019 at 08:34 PM EDT", "2019-06-02T00:34:00Z", "minute", -240, "stated"),
    ("Nov 4, 2023 10:00 EST", "2023-11-04T15:00:00Z", "minute", -300, "stated"),
    ("on Friday December 19, 2025 @08:00PM", "2025-12-19T20:00:00Z", "minute", None, "none"),
    ("Am 29. Mai 2017 um 14:38", "2017-05-29T14:38:00Z", "minute", None, "none"),
    ("28. April 2024, 14:26 Uhr", "2024-04-28T14:26:00Z", "minute", None, "none"),
    ("01. Dez. 2017", "2017-12-01T00:00:00Z", "day", None, "none"),
    ("09 août 2025 à 10h00", "2025-08-09T10:00:00Z", "minute", None, "none"),
    ("4 April 17", "2017-04-04T00:00:00Z", "day", None, "none"),
    ("mardi 5 novembre 2024 à 18 h 05", "2024-11-05T18:05:00Z", "minute", None, "none"),
    ("5 de noviembre de 2024, 2:30 p. m.", "2024-11-05T14:30:00Z", "minute", None, "none"),
    ("5 марта 2024 г., 12:30", "2024-03-05T12:30:00Z", "minute", None, "none"),
    ("2023年11月4日 10:30", "2023-11-04T10:30:00Z", "minute", None, "none"),
    ("Max McDee, 04 November 2023", "2023-11-04T00:00:00Z", "day", None, "none"),
    ("13 Jun 2017", "2017-06-13T00:00:00Z", "day", None, "none"),
    ("November 2023", "2023-11-01T00:00:00Z", "month", None, "none"),
    ("الأربعاء، 07 أكتوبر 2020 - 05:09 م", "2020-10-07T17:09:00Z", "minute", None, "none"),
    ("7 اكتوبر 2020 05:09 ص", "2020-10-07T05:09:00Z", "minute", None, "none"),
    ("17 באוגוסט 2020", "2020-08-17T00:00:00Z", "day", None, "none"),
    ("10 ژوئن 2020", "2020-06-10T00:00:00Z", "day", None, "none"),
    ("3 d’octubre de 2021", "2021-10-03T00:00:00Z", "day", None, "none"),
    ("2024 m. sausio 5 d.", "2024-01-05T00:00:00Z", "day", None, "none"),
    ("3. октобар 2020.", "2020-10-03T00:00:00Z", "day", None, "none"),
    ("13/08/2025", "2025-08-13T00:00:00Z", "day", None, "none"),
    ("Mar 7", "2026-03-07T00:00:00Z", "day", None, "none"),
    ("Dec 7", "2025-12-07T00:00:00Z", "day", None, "none"),
    ("Published 6 hours ago", "2026-11-23T20:00:00Z", "hour", 0, "stated"),
    ("36 minutes ago", "2026-11-24T01:24:00Z", "minute", 0, "stated"),
    ("2 days ago at 07:52 am", "2026-11-22T07:52:00Z", "minute", None, "none"),
    ("yesterday", "2026-11-23T00:00:00Z", "day", None, "none"),
    ("вчора", "2026-11-23T00:00:00Z", "day", None, "none"),
    ("4 сен 2023", "2023-09-04T00:00:00Z", "day", None, "none"),
    ("4/May/2024", "2024-05-04T00:00:00Z", "day", None, "none"),
    ("1 hour and 5 minutes ago", "2026-11-24T00:55:00Z", "minute", 0, "stated"),
    ("1 day, 3 hours ago", "2026-11-22T23:00:00Z", "hour", 0, "stated"),
    ("Tue Nov 14 10:00:00 2023", "2023-11-14T10:00:00Z", "second", None, "none"),
    ("Tue Nov 14 10:00:00 UTC 2023", "2023-11-14T10:00:00Z", "second", 0, "stated"),
    ("Tue Nov 14 2023 10:00:00 GMT+0100 (CET)", "2023-11-14T09:00:00Z", "second", 60, "stated"),
    ("Yesterday, 10:12 PM", "2026-11-23T22:12:00Z", "minute", None, "none"),
    ("1:00 PM · Oct 3, 2019", "2019-10-03T13:00:00Z", "minute", None, "none"),
    ("Nov 4 '23", "2023-11-04T00:00:00Z", "day", None, "none"),
    ("just now", "2026-11-24T02:00:00Z", "minute", 0, "stated"),
    ("· 刚刚", "2026-11-24T02:00:00Z", "minute", 0, "stated"),
    ("только что", "2026-11-24T02:00:00Z", "minute", 0, "stated"),
    ("yesterday at 26:00", "2026-11-23T02:00:00Z", "minute", None, "none"),
    ("2023-11-04 24:00", "2023-11-04T00:00:00Z", "minute", None, "none"),
    ("2023/11/04", "2023-11-04T00:00:00Z", "day", None, "none"),
    ("4 November 2023, 10:75, 10:30", "2023-11-04T10:30:00Z", "minute", None, "none"),
    ("4 November 2023, photo 31:12", "2023-11-04T00:00:00Z", "day", None, "none"),
    ("2023-11-04T10:00:00+99:00", "2023-11-04T10:00:00Z", "second", None, "none"),
    ("73 months ago", "2020-10-01T00:00:00Z", "month", None, "none"),
]


# Every language's words: text -> UTC, precision; relative ones count from 2026-11-24T02:00Z, a Tuesday.
LANGUAGES = [
    ("vor 2 Stunden", "2026-11-24T00:00:00Z", "hour"),
    ("vor etwa 3 Std.", "2026-11-23T23:00:00Z", "hour"),
    ("vor einem Tag", "2026-11-23T00:00:00Z", "day"),
    ("Heute, 01:10 Uhr", "2026-11-24T01:10:00Z", "minute"),
    ("gestern um 14.26 Uhr", "2026-11-23T14:26:00Z", "minute"),
    ("12. Jänner 2026", "2026-01-12T00:00:00Z", "day"),
    ("il y a 3 jours", "2026-11-21T00:00:00Z", "day"),
    ("il y a une heure", "2026-11-24T01:00:00Z", "hour"),
    ("hier à 10h00", "2026-11-23T10:00:00Z", "minute"),
    ("Publié le 1er févr. 2024", "2024-02-01T00:00:00Z", "day"),
    ("hace 5 minutos", "2026-11-24T01:55:00Z", "minute"),
    ("4 de noviembre de 2023", "2023-11-04T00:00:00Z", "day"),
    ("ayer a las 10:30", "2026-11-23T10:30:00Z", "minute"),
    ("2 giorni fa", "2026-11-22T00:00:00Z", "day"),
    ("4 nov. 2023", "2023-11-04T00:00:00Z", "day"),
    ("ieri, alle 9:05", "2026-11-23T09:05:00Z", "minute"),
    ("5 uur geleden", "2026-11-23T21:00:00Z", "hour"),
    ("4 maart 2024", "2024-03-04T00:00:00Z", "day"),
    ("gisteren", "2026-11-23T00:00:00Z", "day"),
    ("2 dni temu", "2026-11-22T00:00:00Z", "day"),
    ("godzinę temu, 3 min temu", "2026-11-24T01:57:00Z", "minute"),
    ("4 listopada 2023", "2023-11-04T00:00:00Z", "day"),
    ("wczoraj", "2026-11-23T00:00:00Z", "day"),
    ("5 часов назад", "2026-11-23T21:00:00Z", "hour"),
    ("сегодня в 01:10", "2026-11-24T01:10:00Z", "minute"),
    ("3 хвилини тому", "2026-11-24T01:57:00Z", "minute"),
    ("4 листопада 2023", "2023-11-04T00:00:00Z", "day"),
    ("před 2 hodinami", "2026-11-24T00:00:00Z", "hour"),
    ("4. července 2023", "2023-07-04T00:00:00Z", "day"),
    ("včera 10:15", "2026-11-23T10:15:00Z", "minute"),
    ("3 saat önce", "2026-11-23T23:00:00Z", "hour"),
    ("4 Ağustos 2023", "2023-08-04T00:00:00Z", "day"),
    ("há 2 semanas", "2026-11-10T00:00:00Z", "day"),
    ("4 de março de 2023, às 10h30", "2023-03-04T10:30:00Z", "minute"),
    ("ontem às 10h30", "2026-11-23T10:30:00Z", "minute"),
    ("3小时前", "2026-11-23T23:00:00Z", "hour"),
    ("更新于3天前", "2026-11-21T00:00:00Z", "day"),
    ("昨天 10:30", "2026-11-23T10:30:00Z", "minute"),
    ("2023年11月4日 下午3:30", "2023-11-04T15:30:00Z", "minute"),
    ("11月4日", "2026-11-04T00:00:00Z", "day"),
    ("2 時間前", "2026-11-24T00:00:00Z", "hour"),
    ("2023年11月4日 10時30分", "2023-11-04T10:30:00Z", "minute"),
    ("昨日", "2026-11-23T00:00:00Z", "day"),
    ("2시간 전", "2026-11-24T00:00:00Z", "hour"),
    ("2023년 11월 4일 오후 3:30", "2023-11-04T15:30:00Z", "minute"),
    ("2023. 3. 5.", "2023-03-05T00:00:00Z", "day"),
    ("어제", "2026-11-23T00:00:00Z", "day"),
    ("20 septembrie 2020 16:20", "2020-09-20T16:20:00Z", "minute"),
    ("2024. március 5.", "2024-03-05T00:00:00Z", "day"),
    ("5. marraskuuta 2023", "2023-11-05T00:00:00Z", "day"),
    ("4 Mei 2020 04:25", "2020-05-04T04:25:00Z", "minute"),
    ("29-10-2021", "2021-10-29T00:00:00Z", "day"),
    ("11月3日前後の話", "2026-11-03T00:00:00Z", "day"),
    ("5m ago", "2026-11-24T01:55:00Z", "minute"),
    ("2 hrs. ago", "2026-11-24T00:00:00Z", "hour"),
]


@pytest.mark.parametrize(("text", "utc", "precision"), LANGUAGES, ids=[row[0] for row in LANGUAGES])
def test_reads_the_words_of_fifteen_languages(text, utc, precision):
    found = parse(text, fetched_at=NOW)

    assert (found.utc, found.precision) == (utc, precision)


@pytest.mark.parametrize("text", ["Today we look at a hinge", "hier klicken", "Buy it now", "Heute haben wir 12 Hüllen"])
def test_a_word_for_a_day_within_a_sentence_is_no_date(text):
    assert parse(text, fetched_at=NOW) is None


@pytest.mark.parametrize(("text", "utc", "precision", "offset", "zone"), TRAPS, ids=[trap[0] for trap in TRAPS])
def test_reads_what_stands_on_real_pages(text, utc, precision, offset, zone):
    found = parse(text, fetched_at=NOW)

    assert (found.utc, found.precision, found.offset, found.zone) == (utc, precision, offset, zone)


@pytest.mark.parametrize(
    "text",
    [
        "31 February 2023",
        "2199-01-01",
        "1970-01-01T00:00:00Z",
        "2023-13-01",
        "07/08/2025",
        "27 November 2026",
        "9999 years ago",
        "Feb 30",
        "99999 years ago",
    ],
)
def test_keeps_the_text_of_a_date_that_cannot_be_believed(text):
    found = parse(text, fetched_at=NOW)

    assert found is None if text.startswith("99999") else (found.utc, found.raw) == (None, text)


@pytest.mark.parametrize("text", [None, "", " ", "Anonymous", "0", "version 4.2", "Galaxy S24", "5 hours"])
def test_finds_no_date_where_there_is_none(text):
    assert parse(text, fetched_at=NOW) is None


@pytest.mark.parametrize("text", ["5 hours ago", "yesterday", "Mar 7"])
def test_does_not_count_from_a_fetch_that_is_not_known(text):
    assert parse(text) is None
    assert parse(text, fetched_at=dt.datetime.min.replace(tzinfo=dt.UTC)) is None


def test_days_are_counted_from_the_pages_own_day():
    morning_in_peking = dt.datetime(2026, 8, 31, 20, 0, tzinfo=dt.UTC)

    assert parse("昨天 20:30", fetched_at=morning_in_peking, zone="Asia/Shanghai").utc == "2026-08-31T12:30:00Z"
    assert parse("2天前", fetched_at=morning_in_peking, zone="Asia/Shanghai").utc == "2026-08-30T00:00:00Z"
    assert parse("21分钟前", fetched_at=morning_in_peking, zone="Asia/Shanghai").utc == "2026-08-31T19:39:00Z"
    assert parse("昨天 20:30", fetched_at=morning_in_peking).utc == "2026-08-30T20:30:00Z"


@pytest.mark.parametrize(("order", "utc"), [("dmy", "2025-08-07T00:00:00Z"), ("mdy", "2025-07-08T00:00:00Z")])
def test_numbers_are_read_in_the_sites_order(order, utc):
    assert parse("07/08/2025", order=order).utc == utc


def test_a_clock_without_a_zone_is_the_sites_and_keeps_its_summer_time():
    winter, summer = (parse(f"2024-{month}-15 12:00", zone="Europe/Berlin") for month in ("01", "07"))

    assert (winter.utc, winter.offset, winter.zone) == ("2024-01-15T11:00:00Z", 60, "site")
    assert (summer.utc, summer.offset, summer.zone) == ("2024-07-15T10:00:00Z", 120, "site")


def test_a_day_belongs_to_no_zone():
    found = parse("04 November 2023", zone="Asia/Tokyo")

    assert (found.utc, found.offset, found.zone, day(found)) == ("2023-11-04T00:00:00Z", None, "none", "2023-11-04")


def test_the_day_is_that_of_the_pages_own_clock():
    assert day(parse("2023-11-04T23:30:00-05:00")) == "2023-11-04"
    assert day(parse("31 February 2023")) is None


@given(st.datetimes(dt.datetime(1991, 1, 1), dt.datetime(2026, 11, 20)), st.integers(-14 * 4, 14 * 4))
def test_what_is_written_as_iso_is_read_back(moment, quarters):
    moment = moment.replace(microsecond=0, tzinfo=dt.timezone(dt.timedelta(minutes=15 * quarters)))
    found = parse(moment.isoformat(), fetched_at=NOW)

    assert from_utc_text(found.utc) == moment
    assert found.offset == 15 * quarters
    assert utc_text(from_utc_text(found.utc)) == found.utc


@given(
    st.text(alphabet=st.sampled_from("0123456789 :/.-+TZapmago日年月janfebmarchhoursday"), max_size=40) | st.text(max_size=400)
)
def test_never_raises_and_never_believes_the_future(text):
    found = parse(text, fetched_at=NOW)

    assert found is None or found.utc is None or from_utc_text(found.utc) <= NOW + dt.timedelta(days=1)
