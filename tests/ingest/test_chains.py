from newsscrape.ingest.chains import PATIENCE, Chains

HOME = "https://a.example"


def page(number):
    return f"{HOME}/list?page={number}"


def follow(chains, number, *articles):
    return chains.leads_on(page(number), [f"{HOME}/{article}" for article in articles], [page(number + 1)])


def walk(pages):
    """Return how many pages of a chain are read; `pages` maps a number to the articles it names."""
    chains, number = Chains(), 1
    while follow(chains, number, *pages(number)):
        number += 1
    return number


def test_the_same_page_for_ever_ends():
    assert walk(lambda _: ["a", "b"]) == 1 + PATIENCE


def test_empty_pages_end():
    assert walk(lambda number: [f"n{number}"] if number < 5 else []) == 4 + PATIENCE


def test_a_circle_of_articles_ends_though_no_page_is_like_the_one_before():
    assert walk(lambda number: [f"n{number % 7}"]) == 7 + PATIENCE


def test_the_same_articles_by_other_sessions_are_the_same():
    assert walk(lambda number: [f"a?PHPSESSID={number}&utm_source={number}"]) == 1 + PATIENCE


def test_one_new_article_gives_new_patience():
    assert walk(lambda number: [f"n{number}"] if number % 3 == 1 and number < 100 else ["n1"]) == 97 + PATIENCE


def test_chains_do_not_spend_each_others_patience():
    chains = Chains()
    for number in range(1, PATIENCE + 1):
        assert follow(chains, number, "a") == (number <= PATIENCE)
    assert chains.leads_on(f"{HOME}/reviews", [f"{HOME}/a"], [f"{HOME}/reviews?page=2"])
    assert chains.leads_on(f"{HOME}/reviews?page=2", [f"{HOME}/a"], [f"{HOME}/reviews?page=3"])
    assert not follow(chains, PATIENCE + 1, "a")


def test_redirects_give_no_new_patience():
    chains, number = Chains(), 1
    while chains.leads_on(f"{HOME}/list/{number}/", [f"{HOME}/a"], [page(number + 1)]):
        number += 1
        chains.moved(page(number), f"{HOME}/list/{number}/")
        assert number <= 1 + PATIENCE
    assert number == 1 + PATIENCE


def test_what_was_read_is_forgotten():
    chains = Chains()
    for number in range(1, 2000):
        follow(chains, number, f"n{number}")
    assert len(chains._waiting) == 1
