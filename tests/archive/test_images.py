"""Images in the archive: what is asked for, what became of it, and the files on the disk."""

import hashlib

import pytest

from newsscrape.archive import check, files, images, runs
from newsscrape.archive.records import Failure, Fetch, Visit
from newsscrape.errors import ArchiveFailed
from newsscrape.model import Image, Target

HOME = "https://gadgets.example"
CDN = "https://cdn.example/i"


@pytest.fixture
def wanted(new_world):
    return new_world(images=True)


def pictured(world, key, *names):
    return world.article(key, images=tuple(Image(f"{CDN}/{name}") for name in names))


def end(world, name, *, body=None, failure=None, **values):
    """End the visit of an image."""
    lease = world.lease(f"{CDN}/{name}")
    file = files.store(world.path, body, "image/png", (3, 2)) if body else None
    state = values.pop("state", "done" if body else "refused")
    fetch = Fetch(world.now, 200, {}, body or b"x")
    return world.commit(Visit(lease=lease, state=state, fetch=fetch, file=file, failure=failure, **values))


def paths(*bodies):
    hashes = (hashlib.sha256(body).hexdigest() for body in bodies)
    return [f"images/{sha256[:2]}/{sha256[2:]}.png" for sha256 in hashes]


def statuses(world):
    return world.rows("SELECT article_id, substr(url, 23), status, file_id FROM images ORDER BY id")


def test_images_become_due_behind_all_else_and_only_where_they_are_wanted(wanted, new_world):
    committed = wanted.read(pictured(wanted, "1", "a.png", "b.png"))
    assert committed.hosts == {"cdn.example"}
    assert wanted.rows("SELECT url, kind, state, priority, article_id, found_on_id FROM urls WHERE kind = 'image'") == [
        (f"{CDN}/a.png", "image", "due", 10, 1, 1), (f"{CDN}/b.png", "image", "due", 10, 1, 1),
    ]  # fmt: skip
    world = new_world()
    world.read(pictured(world, "1", "a.png"))
    assert world.one("SELECT count(*) FROM urls WHERE kind = 'image'") == 0


def test_every_article_with_the_address_is_told_and_two_addresses_may_give_one_file(wanted):
    wanted.read(pictured(wanted, "1", "a.png", "b.png"))
    wanted.read(pictured(wanted, "2", "b.png"))
    end(wanted, "a.png", body=b"same")
    end(wanted, "b.png", body=b"same")
    wanted.read(pictured(wanted, "3", "a.png"))
    assert statuses(wanted) == [(1, "a.png", "ok", 1), (1, "b.png", "ok", 1), (2, "b.png", "ok", 1), (3, "a.png", "ok", 1)]
    assert wanted.one("SELECT count(*) FROM files") == 1
    wanted.refresh()
    assert [url for url in wanted.due() if "cdn" in url] == [], "a stored image is done"
    wanted.sound()


def test_a_failure_tells_its_kind_and_a_later_success_takes_its_place(wanted):
    wanted.read(pictured(wanted, "1", "a.png"))
    end(wanted, "a.png", failure=Failure("image", "http-403", "status 403"))
    assert statuses(wanted) == [(1, "a.png", "http-403", None)]
    wanted.refresh()
    end(wanted, "a.png", body=b"now")
    assert statuses(wanted) == [(1, "a.png", "ok", 1)]


def test_a_redirect_hands_its_file_to_all_who_named_it(wanted):
    wanted.read(pictured(wanted, "1", "a.png", "b.png"))
    target = Target(f"{CDN}/there.png", "image")
    end(wanted, "a.png", state="done", redirect=target)
    assert statuses(wanted)[0] == (1, "a.png", None, None)
    end(wanted, "there.png", body=b"it")
    end(wanted, "b.png", state="done", redirect=target)
    assert statuses(wanted) == [(1, "a.png", "ok", 1), (1, "b.png", "ok", 1)]
    assert [url for url in wanted.due() if "cdn" in url] == []


def test_an_image_that_leads_to_a_page_is_none_and_wakes_nothing(wanted):
    wanted.read(pictured(wanted, "1", "a.png"))
    end(wanted, "a.png", state="done", redirect=Target(f"{HOME}/a1", "image"))
    assert statuses(wanted) == [(1, "a.png", "no-image", None)]
    assert wanted.one("SELECT kind, state FROM urls WHERE url = ?", f"{HOME}/a1") == ("article", "done")


def test_an_article_shown_as_an_image_is_read_all_the_same(wanted):
    wanted.read(wanted.article("1", images=(Image(f"{HOME}/a2"),)))
    assert wanted.one("SELECT kind FROM urls WHERE url = ?", f"{HOME}/a2") == "image"
    listing = f"{HOME}/"
    wanted.arm(listing, kind="listing")
    committed = wanted.commit(wanted.visit(listing, found=wanted.found(f"{HOME}/a2")))
    assert wanted.one("SELECT kind, state, article_id, priority FROM urls WHERE url = ?", f"{HOME}/a2") == (
        "article", "due", None, 30,
    )  # fmt: skip
    assert "gadgets.example" in committed.hosts


def test_a_robots_txt_shown_as_an_image_is_one_all_the_same(wanted):
    wanted.read(wanted.article("1", images=(Image("https://cdn.example/robots.txt"),)))
    lease = wanted.frontier.lease_url(wanted.run.site_id, Target("https://cdn.example/robots.txt", "robots"), wanted.now)
    assert lease.kind == "robots"


def test_a_backlog_comes_in_portions_newest_articles_first(new_world):
    world = new_world()
    for key in "123":
        world.read(pictured(world, key, f"{key}.png"))
    for due in (["3.png", "2.png"], ["3.png", "2.png", "1.png"], ["3.png", "2.png", "1.png"]):
        images.ask_backlog(world.connection, world.run.site_id, "2024-01-02T00:00:00Z", 2)
        assert [url.rpartition("/")[2] for url in world.due() if "cdn" in url] == due
    world.sound()


def test_an_image_that_comes_back_has_its_file_still(wanted):
    wanted.read(pictured(wanted, "1", "a.png"))
    end(wanted, "a.png", body=b"it")
    wanted.read(pictured(wanted, "1", "b.png"))
    wanted.read(pictured(wanted, "1", "b.png", "a.png"))
    assert [row[1:] for row in statuses(wanted)] == [("b.png", None, None), ("a.png", "ok", 1)]


def test_a_file_is_named_by_its_content_and_written_once(tmp_path):
    archive = tmp_path / "archive.db"
    file = files.store(archive, b"a picture", "image/webp", (3, 2))
    digest = hashlib.sha256(b"a picture").hexdigest()
    assert file.path == f"images/{digest[:2]}/{digest[2:]}.webp"
    target = tmp_path / file.path
    assert target.read_bytes() == b"a picture"
    before = target.stat().st_ino
    assert files.store(archive, b"a picture", "image/webp", (3, 2)) == file
    assert target.stat().st_ino == before
    target.write_bytes(b"cut")
    files.store(archive, b"a picture", "image/webp", (3, 2))
    assert target.read_bytes() == b"a picture"
    assert [path.name for path in target.parent.iterdir()] == [target.name], "no temporary file is left"


def test_a_file_that_cannot_be_written_is_told_and_nothing_is_left(tmp_path):
    (tmp_path / "images").write_text("in the way")
    with pytest.raises(ArchiveFailed, match=r"images/.*: cannot be written \(.*; look at the disk"):
        files.store(tmp_path / "archive.db", b"a picture", "image/png", (3, 2))
    assert [path.name for path in tmp_path.iterdir()] == ["images"]


def test_check_finds_files_that_are_missing_changed_or_of_nobody(wanted):
    wanted.read(pictured(wanted, "1", "a.png", "b.png", "c.png"))
    for name in "abc":
        end(wanted, f"{name}.png", body=name.encode() * 9)
    assert list(check.faults(wanted.connection, wanted.path)) == []
    assert files.strays(wanted.connection, wanted.path) == files.Strays(0, 0)
    paths = [wanted.path.parent / path for (path,) in wanted.rows("SELECT path FROM files ORDER BY id")]
    paths[0].unlink()
    paths[1].write_bytes(b"bbbbbbbbx")
    files.store(wanted.path, b"before its row", "image/png", (1, 1))
    assert list(check.faults(wanted.connection, wanted.path)) == [
        f"image file {paths[0].relative_to(wanted.path.parent)} is missing",
        f"image file {paths[1].relative_to(wanted.path.parent)} is not what was fetched: its SHA-256 differs",
    ]
    assert files.strays(wanted.connection, wanted.path) == files.Strays(1, 14)


def test_the_files_of_an_article_are_told_under_all_addresses(wanted):
    small = (f"{CDN}/a-small.png", 9)
    one = wanted.article("1", images=(Image(f"{CDN}/a.png", variants=(small,)), Image(f"{CDN}/b.png"), Image(f"{CDN}/c.png")))
    wanted.read(one)
    end(wanted, "a.png", body=b"A")
    end(wanted, "b.png", body=b"B")
    a, b = (wanted.path.parent / path for path in paths(b"A", b"B"))

    assert files.of_article(wanted.connection, wanted.path, one) == {f"{CDN}/a.png": a, small[0]: a, f"{CDN}/b.png": b}
    b.unlink()
    assert set(files.of_article(wanted.connection, wanted.path, one).values()) == {a}
    assert files.of_article(wanted.connection, wanted.path, wanted.article("2")) == {}


@pytest.mark.parametrize("path", ["../secret", "images/../secret", "/etc/hostname", "images/ab/../../secret"])
def test_no_path_of_an_archive_leads_out_of_the_folder(wanted, path):
    wanted.read(pictured(wanted, "1", "a.png"))
    end(wanted, "a.png", body=b"A")
    (wanted.path.parent / "secret").write_bytes(b"mine")
    wanted.connection.execute("UPDATE files SET path = ?", (path,))

    assert files.of_article(wanted.connection, wanted.path, wanted.article("1")) == {}


def test_a_site_with_nothing_but_images_to_ask_for_is_due_only_where_they_are_wanted(wanted):
    wanted.read(pictured(wanted, "1", "a.png"))
    soon = wanted.now
    assert runs.due_sites(wanted.connection, soon) == []
    assert runs.due_sites(wanted.connection, soon, images=True) == ["gadgets"]
