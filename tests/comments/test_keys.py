from hypothesis import given
from hypothesis import strategies as st

from newsscrape.comments.keys import MADE, Keys
from newsscrape.model import Comment, Instant

comments = st.builds(
    Comment, key=st.sampled_from(["", "1", "2"]), body=st.sampled_from(["a", "b"]), author=st.sampled_from([None, "A"])
)


@given(st.lists(comments, max_size=12))
def test_keys_are_unique_and_only_true_twins_get_none(page):
    keys = Keys()
    given_keys = [keys.of(comment) for comment in page]
    made = [key for key in given_keys if key is not None]
    assert len(made) == len(set(made))
    for position, (comment, key) in enumerate(zip(page, given_keys, strict=True)):
        if key is None:
            assert comment in page[:position]
        elif comment.key and comment.key not in {other.key for other in page[:position]}:
            assert key == comment.key


def test_a_made_key_outlives_the_date_and_tells_two_people_apart():
    def key(**fields):
        return Keys().of(Comment(key="", body="Same words", author="Anonymous", **fields))

    first = key(author_key="6XUu", published=Instant(None, "5 hours ago"))
    assert first.startswith(MADE)
    assert first == key(author_key="6XUu", published=Instant(None, "yesterday"))
    assert first != key(author_key="gya$")


def test_the_same_person_saying_the_same_again_is_another_comment():
    keys = Keys()
    first, second = (keys.of(Comment(key="", body="+1", author="Ada")) for _ in range(2))
    assert second == f"{first}.2"
