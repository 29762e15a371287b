import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape import charset


@pytest.mark.parametrize(
    ("label", "text", "encoded"),
    [
        ("iso-8859-1", "\u201cso\u201d \u2013 \u20ac", "cp1252"),
        ("US-ASCII", "caf\u00e9 \u2122", "cp1252"),
        (" latin1 ", "\u2019", "cp1252"),
        ("iso-8859-9", "\u20ac \u011f", "cp1254"),
        ("gb2312", "\u561a\u7b11", "gb18030"),
        ("x-gbk", "\u6c7d\u8f66", "gbk"),
        ("x-sjis", "\u2460\u30b9\u30de\u30db", "cp932"),
        ("ks_c_5601-1987", "\ub620\ubc29\uac01\ud558", "cp949"),
        ("tis-620", "\u0e02\u0e48\u0e32\u0e27\u2026", "cp874"),
        ("x-x-big5", "\u6c7d\u8eca", "big5"),
        ("windows-1251", "\u043d\u043e\u0432\u043e\u0441\u0442\u0438", "cp1251"),
        ("koi8-ru", "\u0457\u0436\u0430", "koi8-u"),
        ("x-mac-roman", "caf\u00e9", "mac-roman"),
        ("logical", "\u05e9\u05dc\u05d5\u05dd", "iso8859-8"),
    ],
)
def test_a_label_stands_for_what_the_web_means_by_it(label, text, encoded):
    body = text.encode(encoded)

    assert charset.decode(body, f"text/html; charset={label}") == text
    assert charset.decode(f'<meta http-equiv=Content-Type content="text/html; charset={label}">'.encode() + body).endswith(text)


@pytest.mark.parametrize("label", sorted(charset._CODECS))
def test_every_label_names_a_codec_that_reads_any_bytes(label):
    assert codecs.lookup(charset.codec(label.upper()))
    assert isinstance(charset.decode(bytes(range(256)), f"text/html;charset={label}"), str)


def test_the_mark_beats_the_header_and_the_header_the_declaration():
    marked = codecs.BOM_UTF8 + "<meta charset=koi8-r>é".encode()

    assert charset.decode(marked, "text/html; charset=windows-1251").endswith("é")
    assert charset.decode("<meta charset=koi8-r>é".encode(), "text/html; charset=UTF-8").endswith("é")
    assert charset.decode("<meta charset=koi8-r>ж".encode("koi8-r"), "text/html; charset=nonsense").endswith("ж")


@pytest.mark.parametrize("label", ["euc-kr", "windows-1251", "iso-8859-1"])
def test_a_page_in_utf_8_that_declares_another_charset_and_lost_its_header_is_in_utf_8(label):
    page = f"<meta charset={label}><p>한국 소식, “новости”".encode()

    assert charset.decode(page).endswith("한국 소식, “новости”")
    assert not charset.decode(page, f"text/html; charset={label}").endswith("новости”")


@pytest.mark.parametrize(
    "head",
    [
        "<meta charset='windows-1251'>",
        "<META content='text/html;charset=windows-1251' http-equiv=content-type>",
        '<?xml version="1.0" encoding="windows-1251"?>',
        "<!-- <meta charset=utf-8> --><meta charset=windows-1251>",
        "<meta charset=no-such><meta charset=windows-1251>",
    ],
)
def test_a_declaration_is_found_in_each_of_its_forms(head):
    assert charset.decode(f"{head}<p>новости".encode("cp1251")).endswith("новости")


@pytest.mark.parametrize(
    ("language", "text", "encoded"),
    [
        ("ru", "новости дня", "cp1251"),
        ("cs", "žluťoučký kůň", "cp1250"),
        ("ja", "スマートフォン", "euc-jp"),
        ("ja-JP", "スマートフォンの新製品", "cp932"),
        ("ko", "한국 소식", "cp949"),
        ("zh-CN", "小米汽车", "gb18030"),
        ("de", "Käse „so“", "cp1252"),
        ("ru", "новости дня", "utf-8"),
    ],
)
def test_bytes_that_declare_nothing_are_read_by_the_language_of_the_page(language, text, encoded):
    assert charset.decode(f"<html class=x lang='{language}'><p>{text}".encode(encoded)).endswith(text)


def test_a_document_saved_again_in_utf_8_with_its_old_declaration():
    head = '<meta charset="euc-kr"><p>'
    assert charset.decode(f"{head}접는 전화".encode()) == f"{head}접는 전화"
    assert charset.decode(f"{head}접는 전화".encode("euc-kr")) == f"{head}접는 전화"
    assert charset.decode(f"{head}접는 전화".encode("euc-kr"), "text/html; charset=euc-kr") == f"{head}접는 전화"


def test_a_document_cut_off_inside_a_character_is_still_in_utf_8():
    assert charset.decode("<p>Käse ☃".encode()[:-1]).startswith("<p>Käse ")


@given(st.binary(max_size=400), st.text(max_size=40))
def test_any_bytes_and_any_header_give_text(body, header):
    assert isinstance(charset.decode(body, header), str)


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        ("Новая колонка работает сорок часов и не боится воды, говорят инженеры", ("cp1251", "koi8-r")),
        ("新しい時計は画面がなく、手首への振動と光だけで通知を伝えるという", ("cp932", "euc-jp")),
        ("새 태블릿은 화면을 완전히 펴면 십이 인치가 되고 접으면 수첩만 하다", ("cp949",)),
        ("新的键盘采用了布料铰链，可以放进口袋，官方说电池能用两个月", ("gb18030",)),
        ("新的鍵盤採用了布料鉸鏈，可以放進口袋，官方說電池能用兩個月", ("big5",)),
        ("Die neue Tastatur paßt in die Tasche, kostet fünfzig Euro und hält für zwei Monate", ("cp1252",)),
        ("Une clé pour tous les vélos, cédée à moitié prix à l\u2019été", ("cp1252",)),
    ],
)
def test_what_says_nothing_of_itself_is_known_by_its_script(text, encodings):
    for encoding in encodings:
        assert charset.decode(f"<p>{text}</p>".encode(encoding)) == f"<p>{text}</p>"


def test_utf_8_with_half_a_character_is_utf_8():
    text = "<p>Новая колонка работает сорок часов и не боится воды, говорят инженеры</p>"

    assert charset.decode(b"\xd0<" + text.encode()) == "\ufffd<" + text
