import stat

import pytest

from newsscrape.errors import BadArgument
from newsscrape.ingest import secret


def test_a_key_is_made_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "key"
    key = secret.load(path)

    assert len(key) == 64
    assert secret.load(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret.load(tmp_path / "other") != key


def test_a_key_of_the_users_own_will_do(tmp_path):
    path = tmp_path / "key"
    path.write_text("my own key\n")
    path.chmod(0o400)

    assert secret.load(path) == b"my own key"


@pytest.mark.parametrize(
    ("content", "mode", "says"),
    [("", 0o600, "is empty"), ("\n ", 0o600, "is empty"), ("key", 0o644, "others may read"), ("key", 0o640, "others may read")],
)
def test_a_bad_file_is_told_in_one_sentence(tmp_path, content, mode, says):
    path = tmp_path / "key"
    path.write_text(content)
    path.chmod(mode)

    with pytest.raises(BadArgument, match=rf"^NEWSSCRAPE_SECRET_FILE: .*{says}"):
        secret.load(path)


def test_a_missing_folder_a_folder_and_no_name_are_told(tmp_path):
    with pytest.raises(BadArgument, match="there is no folder"):
        secret.load(tmp_path / "no" / "key")
    with pytest.raises(BadArgument, match="cannot be read"):
        secret.load(tmp_path)
    with pytest.raises(BadArgument, match="pseudonyms need a key"):
        secret.load(None)
