import pytest

from newsscrape.dates.order import of_dates, of_language


@pytest.mark.parametrize(
    ("language", "host", "order"),
    [
        ("en-US", "gear.example", "mdy"),
        ("en_us", "gear.example", "mdy"),
        ("en-PH", "gear.example", "mdy"),
        ("es-PR", "gear.example", "mdy"),
        ("en-GB", "gear.example", "dmy"),
        ("en-US", "gear.example.co.uk", "dmy"),
        (None, "gear.example.com.br", "dmy"),
        ("de", "gear.example", "dmy"),
        ("zh-Hant-TW", "gear.example", None),
        ("en", "gear.example", None),
        ("en-CA", "gear.example", None),
        ("", "gear.example", None),
        (None, "", None),
    ],
)
def test_the_region_tells_where_the_month_stands(language, host, order):
    assert of_language(language, host) == order


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("Posted 04/11/2023, changed 25/12/2023", "dmy"),
        ("12-25-2023", "mdy"),
        ("25/12/2023 and 12/25/2023", None),
        ("04/11/2023", None),
        ("call 12/25/20234", None),
        ("31/32/2023", None),
        ("25/12\n/2023", None),
    ],
)
def test_a_number_above_twelve_tells_for_all_dates_of_a_text(text, order):
    assert of_dates(text) == order
