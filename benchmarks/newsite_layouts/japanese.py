"""Japanese: addresses of a date and a number, several authors, a sitemap and nothing else that lists."""

import datetime as dt
from html import escape
from zoneinfo import ZoneInfo

from newsite_layouts.stories import Document, Language, Layout, Story, page, stories, xml

WORDS = Language(
    titles=[
        "{maker}、新型{thing}を発表 価格は{price}円から",
        "{maker}の{thing}を{place}で試した",
        "{thing}の値下げ、{maker}が来月から",
    ],
    leads=["{maker}の{thing}は{quality}。{place}で実機に触れた。", "発売は来月、価格は{price}円からとなる。"],
    sentences=[
        "{maker}は{place}で開いた会見で、新しい{thing}を披露した。",
        "{part}を一から作り直し、前の機種より三割ほど軽くなったという。",
        "実際に使ってみると、充電なしで{number}時間ほど動いた。",
        "価格は{price}円で、色は黒と白の二つから選べる。",
        "担当者は「{part}の調整に半年かかった」と話している。",
        "手に取ると{quality}で、長く持っていても疲れにくい。",
        "予約は月曜日に始まり、店頭に並ぶのはその二週間後になる。",
        "付属の説明書は薄く、詳しい使い方は画面で確かめる形だ。",
        "他社の製品と比べると、{part}の音がとても静かだと感じた。",
        "修理用の部品は少なくとも六年のあいだ用意される。",
        "海外での販売について、同社はまだ何も決めていない。",
        "気になる点として、電源の線がやや短いことを挙げておきたい。",
    ],
    remarks=["この媒体には感想欄がない。"],
    words={
        "maker": ["灯台電機", "みなと工業", "青葉技研", "北辰社"],
        "thing": ["携帯ラジオ", "電子手帳", "小型映写機", "骨伝導イヤホン"],
        "part": ["画面", "電池", "蝶番", "送風機"],
        "quality": ["軽くて丈夫", "落ち着いた仕上がり", "見た目より重い", "手触りが良い"],
        "place": ["名古屋", "札幌", "神戸", "仙台"],
        "number": ["八", "十二", "二十"],
        "price": ["9,800", "24,800", "148,000"],
    },
    writers=["佐々木 遥", "高橋 蓮", "森下 結衣", "小川 大地"],
    readers=["名無し"],
    tags=["音響", "文具", "映像", "電池", "修理"],
    gap="",
)


def layout(base: str) -> Layout:
    """Return the site."""
    told = stories(WORDS, seed=37, zone=ZoneInfo("Asia/Tokyo"), most_writers=3)
    for story in told:
        story.path = f"/{story.published:%Y/%m%d}/{story.number + 1:03}/"
        story.pictures = [f"/photo/{story.number:03}_{index:02}.png" for index in range(story.images)]
        story.description = None
        story.remarks = []
    documents = {story.path: page(_article(story, told)) for story in told}
    rest = {"/": page(_home()), "/sitemap.xml": _sitemap(base, told), "/robots.txt": _robots(base)}
    return Layout(told, documents | rest)


def when(moment: dt.datetime) -> str:
    """Return a date as the site writes it."""
    return f"{moment.year}年{moment.month}月{moment.day}日 {moment:%H}時{moment:%M}分"


def _frame(title: str, main: str) -> str:
    return f"""<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{escape(title)}</title></head><body>
<header><a href="/">電気ノート</a><nav><a href="/cat/oto/">音</a><a href="/cat/eizo/">映像</a></nav></header>
{main}
<footer><p>電気ノートは道具が好きな人のための読み物です。</p><a href="/kaisha/">運営会社</a></footer></body></html>"""


def _article(story: Story, told: list[Story]) -> str:
    pictures = [
        f'<figure><img src="{path}" alt="写真"><figcaption>写真{index + 1}</figcaption></figure>'
        for index, path in enumerate(story.pictures)
    ]
    blocks = [pictures[0]]
    for index, paragraph in enumerate(story.paragraphs):
        blocks.append(f"<p>　{escape(paragraph)}</p>")
        blocks += pictures[index + 1 : index + 2]
    blocks += pictures[len(story.paragraphs) + 1 :]
    others = "".join(
        f"<li><a href='{o.path}'>{escape(o.title)}</a><time>{when(o.published)}</time></li>"
        for o in told[-4:]
        if o is not story
    )
    tags = "".join(f'<li><a href="/tag/{index}/">{tag}</a></li>' for index, tag in enumerate(story.tags))
    return _frame(
        f"{story.title}｜電気ノート",
        f"""<main><article><h1 class="midashi">{escape(story.title)}</h1>
<div class="joho"><span class="hi">{when(story.published)}</span><span class="kisha">文：{"、".join(story.authors)}</span></div>
<div class="honbun">{"".join(blocks)}</div><ul class="fuda">{tags}</ul></article>
<aside><h2>あわせて読みたい</h2><ul>{others}</ul><p>新着を毎朝お届けします。登録は無料です。</p></aside></main>""",
    )


def _home() -> str:
    """The front shows no article: it is drawn by a script, which this site keeps to itself."""
    return _frame("電気ノート", '<main id="app"></main>')


def _robots(base: str) -> Document:
    return Document("text/plain", f"User-agent: *\nDisallow: /kanri/\nSitemap: {base}sitemap.xml\n")


def _sitemap(base: str, told: list[Story]) -> Document:
    at = base.rstrip("/")
    rows = "".join(f"<url><loc>{at}{s.path}</loc><lastmod>{s.published.isoformat()}</lastmod></url>" for s in told)
    rows += f"<url><loc>{at}/kaisha/</loc></url><url><loc>{at}/cat/oto/</loc></url>"
    return xml(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>')
