"""The theme that 9to5Google, 9to5Mac and Electrek share on WordPress, whose clock is that of California.

The article ends in lines that lead elsewhere, before the disclaimer: more on the subject, the author's other accounts, a
place to follow the site.
"""

from dataclasses import replace

from newsscrape.extract.rules import Rules
from newsscrape.sites.engines.wordpress import WORDPRESS

NINETOFIVE = replace(
    WORDPRESS,
    name="WordPress (9to5)",
    comments=("openweb", "disqus"),
    signs=(".ad-disclaimer-container",),
    rules=Rules(
        drop=(
            ".ad-disclaimer-container, .google-news-link, .outbrain-ad-label, .article__youtube-video",
            'p:contains("on YouTube for more news"), [id^=h-best-][id$=-accessories]',
            'p:has(> em > strong:contains("Follow "))',
        ),
        tags=(".post-cats a",),
        comment_count=("#single-comments-link",),
        zone="America/Los_Angeles",
    ),
)
