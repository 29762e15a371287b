import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsscrape.extract.names import in_full, in_title_case, is_house, is_person, persons
from newsscrape.extract.signed import said_by


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Ida Roth", ["Ida Roth"]),
        ("POSTED ON JUNE 12, 2024 BY IDA ROTH, SENIOR EDITOR, WWW.POCKETGEAR.EXAMPLE", ["IDA ROTH"]),
        ("Yazar: \u0130da Y\u0131lmaz", ["\u0130da Y\u0131lmaz"]),
        ("Von Ida Roth und Bo Chan", ["Ida Roth", "Bo Chan"]),
        ("Par Ida Roth et Bo Chan", ["Ida Roth", "Bo Chan"]),
        ("Por Ida Roth y Bo Chan", ["Ida Roth", "Bo Chan"]),
        ("Di Ida Roth e Bo Chan", ["Ida Roth", "Bo Chan"]),
        ("Door Ida Roth en Bo Chan", ["Ida Roth", "Bo Chan"]),
        ("Autor: Ida Roth", ["Ida Roth"]),
        ("Текст: Ида Рот", ["Ида Рот"]),
        ("作者：李安", ["李安"]),
        ("文/李安", ["李安"]),
        ("記者李安／台北報導", ["李安"]),
        ("记者 李安", ["李安"]),
        ("作者：李安 编辑：王五", ["李安"]),
        ("김철수 기자", ["김철수"]),
        ("김철수 선임기자 kim@pocketgear.example", ["김철수"]),
        ("Yazan: Ida Roth", ["Ida Roth"]),
        ("12 KASIM 2024 | Ida Roth", ["Ida Roth"]),
        ("KASIM 12, 2024 | Ida Roth", ["Ida Roth"]),
        ("12 Μάιος 2024 | Ida Roth", ["Ida Roth"]),
        ("Ida Roth ΝΟΈΜΒΡΙΟΣ 12", ["Ida Roth"]),
        ("Napisała Ida Roth", ["Ida Roth"]),
        ("Napsal Bo Chan", ["Bo Chan"]),
        ("Написал Иван Рот", ["Иван Рот"]),
        ("Reviewed by Ida Roth", ["Ida Roth"]),
        ("ida@pocketgear.example (Ida Roth)", ["Ida Roth"]),
        ("Posted on June 12, 2024 by Ida Roth", ["Ida Roth"]),
        ("Alle Artikel von Ida Roth", ["Ida Roth"]),
        ("May 4, 2024 by Ida Roth", ["Ida Roth"]),
        ("4. Mai 2024, 10:15 Uhr | von Ida Roth", ["Ida Roth"]),
        ("Publié le 4 mai 2024 à 10:15 par Ida Roth", ["Ida Roth"]),
        ("Pubblicato il 04/05/2024 da Ida Roth", ["Ida Roth"]),
        ("a cura di Ida Roth", ["Ida Roth"]),
        ("Opublikowano 4 maja 2024 przez Ida Roth", ["Ida Roth"]),
        ("Publikováno: 04. 05. 2024, 10:15 | Autor: Ida Roth", ["Ida Roth"]),
        ("Опубликовано 4 мая 2024 автором Ида Рот", ["Ида Рот"]),
        ("2024年05月04日 10:15 来源：口袋科技 作者：李安", ["李安"]),
        ("投稿日：2024年5月4日 著者：山田太郎", ["山田太郎"]),
        ("[포켓뉴스 김철수 기자]", ["김철수"]),
        ("Autorin Ida Roth", ["Ida Roth"]),
        ("Ida Roth / Sábado 4 de mayo de 2024", ["Ida Roth"]),
        ("Napsal Ida Roth dne 4. května 2024", ["Ida Roth"]),
        ("di Ida Roth pubblicato il 4 maggio 2024", ["Ida Roth"]),
        ("Ida Roth, Gear Business", ["Ida Roth"]),
        ("Senior Editor Ida Roth", ["Ida Roth"]),
        ("Contributors to the Gear project", ["Contributors to the Gear project"]),
        ("Ministerium für Handel und Verkehr", ["Ministerium für Handel und Verkehr"]),
        ("erstellt von Ida \u2014 veröffentlicht 28.01.2022", ["Ida"]),
        ("10 phones by 2024 von Bo Chan", []),
        ("04.05.2024 [10:15], Ида Рот", ["Ида Рот"]),
        ("Ida Roth Spécialiste mobilité", ["Ida Roth"]),
        ("Ida Roth Redactora", ["Ida Roth"]),
        ("Ida Roth, šéfredaktorka", ["Ida Roth"]),
        ("Ида Рот, редактор новостей", ["Ида Рот"]),
        ("Ida Roth Mobile Editor", ["Ida Roth"]),
        ("By Ida Roth - Senior Reporter", ["Ida Roth"]),
        ("Ida Roth/dpa", ["Ida Roth"]),
        ("By Ida Roth and BO CHAN The Associated Press", ["Ida Roth", "BO CHAN"]),
        ("Ida Roth | Gear-Redaktion", ["Ida Roth"]),
        ("Gear-Redaktion", ["Gear-Redaktion"]),
        ("The German and the French ministers", ["The German"]),
        ("Ida Roth u. Bo Chan", ["Ida Roth", "Bo Chan"]),
        ("Ida Roth Yesterday", ["Ida Roth"]),
        ("Por Ida Roth Actualizado el 4 de mayo", ["Ida Roth"]),
        ("Ida Roth taraf\u0131ndan yaz\u0131ld\u0131", ["Ida Roth"]),
        ("a cura della redazione", ["redazione"]),
        ("来源：口袋科技 作者：李安 责编：王五", ["李安"]),
        ("作者 | 李安 编辑 | 王五", ["李安"]),
        ("李安 发表于 2024-05-04", ["李安"]),
        ("作者: 李安 点击: 120次", ["李安"]),
        ("責任編輯：李安", ["李安"]),
        ("文●山田太郎／GEAR", ["山田太郎"]),
        ("山田太郎さん", ["山田太郎"]),
        ("홍길동, 김철수 기자", ["홍길동", "김철수"]),
        ("홍길동 특파원", ["홍길동"]),
        ("작성자 홍길동", ["홍길동"]),
        ("Ida Roth, Bo Chan & Cy Dahl", ["Ida Roth", "Bo Chan", "Cy Dahl"]),
        ("Ida Roth, Bo Chan, and Cy Dahl", ["Ida Roth", "Bo Chan", "Cy Dahl"]),
        ("Ida Roth | 12 June 2024 | 3 min read", ["Ida Roth"]),
        ("Ida Roth Stand: 5. Februar 2020", ["Ida Roth"]),
        ("Ida Roth hace 13 horas", ["Ida Roth"]),
        ("Ida Roth Edited: Jan 27, 2026, 8:55 PM", ["Ida Roth"]),
        ("Blog Beitrag von Ida Roth", ["Ida Roth"]),
        ("Por Ida Roth @idaroth - mayo 11, 2022", ["Ida Roth"]),
        ("Ida Roth (ida@pocketgear.example)", ["Ida Roth"]),
        ("Ida Roth, Senior Phones Editor", ["Ida Roth"]),
        ("Ida Roth Contributing Reporter", ["Ida Roth"]),
        ("Ida Roth, PhD", ["Ida Roth"]),
        ("By Ida Roth, Smart Home Editor | Nov 5", ["Ida Roth"]),
        ("Ida Roth, Smart Home Editor, and Bo Chan, Audio Writer", ["Ida Roth", "Bo Chan"]),
        ("Ida Roth | Senior Reporter", ["Ida Roth"]),
        ("Von Dr. Ida Roth und Prof. Dr. Bo Chan", ["Ida Roth", "Bo Chan"]),
        ("Ida Roth, The Orbit", ["Ida Roth"]),
        ("Par Ida Roth avec AFP", ["Ida Roth"]),
        ("Von Ida Roth mit Bo Chan", ["Ida Roth", "Bo Chan"]),
        ("Ida Roth,Bo Chan", ["Ida Roth", "Bo Chan"]),
        ("Ida Roth/Bo Chan", ["Ida Roth", "Bo Chan"]),
        ("Ida Roth / Orbit", ["Ida Roth"]),
        ("Tekst: Ida Roth, zdj\u0119cia: Bo Chan", ["Ida Roth"]),
        ("[李安\uff0cPocket NEWS]", ["李安"]),
        ("Ida Roth, Reuters", ["Ida Roth"]),
        ("Roth, Ida", ["Ida Roth"]),
        ("José Roth y Gasset", ["José Roth y Gasset"]),
        ("Ann Lee and Se Young Roth", ["Ann Lee", "Se Young Roth"]),
        ("J. R. van der Meer", ["J. R. van der Meer"]),
        ("Ann-Marie O\u2019Dahl", ["Ann-Marie O\u2019Dahl"]),
        ("dpa/Reuters", ["dpa/Reuters"]),
        ("Redaktion", ["Redaktion"]),
        ("idaroth77", ["idaroth77"]),
    ],
)
def test_names_in_a_byline(text, names):
    assert persons(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "",
        "admin",
        "Share",
        "View all posts",
        "https://pocketgear.example/ida",
        "12 June 2024",
        "3 comments",
        "Photo",
        "Written By",
        "von am 20.06.2018",
        "Super User",
        "(window.ads || []).push({});",
        "social.example/idaroth",
        "Copyright Roth Gear & Co. KG - all rights reserved",
        "Zuletzt geändert am",
    ],
)
def test_nobody(text):
    assert persons(text) == []


@pytest.mark.parametrize("name", ["Ida Roth", "李安", "Ida von der Meer", "J. Roth", "Ида Рот", "JEAN ROTH"])
def test_written_as_a_person(name):
    assert is_person(name)


@pytest.mark.parametrize(
    "name", ["Ida", "the lab", "Pocket Gear Staff", "News Desk", "pocketgear.com", "Gear GmbH", "Anfang an"]
)
def test_not_written_as_a_person(name):
    assert not is_person(name)


def test_a_house_is_known_by_its_words():
    assert is_house("dpa")
    assert is_house("Senior Writer")
    assert not is_house("Ida Roth")


DATED = ["May 4, 2024 by Ida", "Publié le 4/05/2024 par Ida", "2024年5月4日 作者：李安", "김철수 기자"]


@pytest.mark.parametrize(
    "text", ["By Ida", "Von Ida Roth", "Eine Kolumne von Ida Roth", "Autor: Ida", "Blog-Beitrag von Ida", "文/李安", *DATED]
)
def test_a_line_that_says_by(text):
    assert said_by(text)


@pytest.mark.parametrize(
    "text",
    ["Bystanders saw it", "Edited by Ida Roth", "Ida Roth", "Text without a name", "The 2024 phones by Ida", "Top 10 by Ida"],
)
def test_a_line_that_does_not(text):
    assert not said_by(text)


def test_the_name_comes_first_in_a_line_that_says_by():
    assert in_full("Eine Kolumne von Ida Roth, Berlin")
    assert not in_full("Por caso de fraude, cierran una tienda de celulares en La Plata")


def test_capitals_become_title_case_for_persons_alone():
    assert in_title_case("IDA VON DER MEER") == "Ida von der Meer"
    assert in_title_case("DPA") == "DPA"
    assert in_title_case("Ida McRoth") == "Ida McRoth"


@given(st.text(max_size=200))
def test_any_text_gives_short_names_that_stand_in_it(text):
    for name in persons(text):
        assert 1 < len(name) <= 60
        assert "://" not in name


@given(st.sampled_from(["By ", "a, ", "von ", "- ", "Posted on ", "12 ", "(", "A. ", "\u30a2 "]), st.integers(1, 400))
def test_repeated_pieces_end(piece, times):
    assert len(persons(piece * times)) <= 200
