import pytest

from newsscrape.metadata import json_ld, meta_tags, microdata
from newsscrape.page import Page


def page(html, url="https://a.example/x/one"):
    return Page(url, f"<html><head></head><body>{html}</body></html>".encode())


def ld(*blocks):
    return page("".join(f'<script type="application/ld+json">{block}</script>' for block in blocks))


class TestJsonLd:
    @pytest.mark.parametrize(
        "block",
        [
            '{"@type": "NewsArticle", "headline": "A"}',
            '[{"@type": "WebSite"}, {"@type": "NewsArticle", "headline": "A"}]',
            '{"@graph": [{"@type": ["Article", "Thing"], "headline": "A"}]}',
            '//<![CDATA[\n{"@type": "https://schema.org/NewsArticle", "headline": "A"}\n//]]>',
            '<!-- {"@type": "NewsArticle", "headline": "A"} -->',
            '{"@type": "NewsArticle", "headline": "A",}',
            "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;A&quot;}",
            '{"@type": "NewsArticle", "headline": "A"};',
        ],
    )
    def test_reads_what_publishers_write(self, block):
        p = ld(block)
        assert json_ld.texts(json_ld.article(p, json_ld.read(p))["headline"]) == ["A"]

    @pytest.mark.parametrize("block", ["", "{", "nonsense", "[" * 100_000, '{"@type": 7}', "null"])
    def test_leaves_out_what_nobody_can_read(self, block):
        p = ld(block, '{"@type": "NewsArticle", "headline": "B"}')
        assert json_ld.article(p, json_ld.read(p))["headline"] == "B"

    def test_of_several_articles_the_one_of_this_address(self):
        other = '{"@type": "NewsArticle", "headline": "Other", "datePublished": "2024-01-01", "url": "https://a.example/y"}'
        p = ld(other, '{"@type": "NewsArticle", "headline": "Mine", "url": "https://a.example/x/one"}')
        assert json_ld.article(p, json_ld.read(p))["headline"] == "Mine"

    def test_an_entry_of_a_live_blog_is_not_the_article(self):
        entry = '{"@type": "BlogPosting", "headline": "It begins", "datePublished": "2024-06-03T10:00:00Z"}'
        blog = f'{{"@type": "LiveBlogPosting", "headline": "Keynote", "liveBlogUpdate": [{entry}, 5, null]}}'
        page = Page("https://a.example/1", f'<body><script type="application/ld+json">{blog}</script>'.encode())
        assert json_ld.article(page, json_ld.read(page))["headline"] == "Keynote"

    def test_nothing_is_an_empty_node(self):
        assert json_ld.article(ld('{"@type": "WebSite"}'), json_ld.read(ld('{"@type": "WebSite"}'))) == {}


class TestMetaTags:
    def test_every_vocabulary_in_page_order(self):
        p = Page(
            "https://a.example/",
            b"""<html><head><meta property="OG:title" content=" A  b "><meta name="author" content="Ida">
            <meta name="author" content="Bo"><meta itemprop="datePublished" content="2024-01-02"><meta name="empty" content="">
            <link rel="canonical" href="/c"></head><body></body></html>""",
        )
        found = meta_tags.read(p)
        assert found["og:title"] == ("A b",)
        assert found["author"] == ("Ida", "Bo")
        assert found["datepublished"] == ("2024-01-02",)
        assert found["link:canonical"] == ("/c",)
        assert "empty" not in found

    def test_elements_are_counted_and_not_their_names(self):
        many = "".join(f'<meta name="a{n}" property="b{n}" content="c">' for n in range(250))
        found = meta_tags.read(page(f'{many}<meta property="og:title" content="A">'))
        assert found["og:title"] == ("A",)


class TestMicrodata:
    ARTICLE = """<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">A</h1>
      <time itemprop="datePublished" datetime="2024-06-12">June</time>
      <div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
        <span itemprop="author" itemscope><i itemprop="name">Troll</i></span>
        <time itemprop="datePublished" datetime="2024-06-30"></time></div></div>"""

    def test_the_articles_own_properties(self):
        assert microdata.read(page(self.ARTICLE)) == {"datePublished": ("2024-06-12",)}

    def test_a_second_article_is_a_teaser(self):
        teaser = self.ARTICLE.replace("2024-06-12", "2023-01-01")
        assert microdata.read(page(self.ARTICLE + teaser))["datePublished"] == ("2024-06-12",)

    def test_properties_without_a_scope_count(self):
        assert microdata.read(page('<i itemprop="datepublished">4 May 2024</i>'))["datePublished"] == ("4 May 2024",)
