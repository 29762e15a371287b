"""What is archived of each month, and which lists were not read."""

from newsscrape.archive import months
from newsscrape.archive.records import Failure
from newsscrape.model import Instant, Outcome, Target

HOME = "https://gadgets.example"


def test_each_state_has_its_column(world):
    site = world.run.site_id
    world.read(world.article("1", published=Instant("2023-11-04T00:00:00Z", "4 Nov 2023", "day")))
    world.arm(f"{HOME}/list", kind="listing")
    named = [(number, f"2023-11-0{number}T00:00:00Z") for number in range(2, 7)]
    found = [one for n, date in named for one in world.found(f"{HOME}/a{n}", published=date)]
    found += world.found(f"{HOME}/a7", published="2023-10-01T00:00:00Z", reason="range")
    found += world.found(f"{HOME}/list/2", kind="listing", reason="range")
    world.commit(world.visit(f"{HOME}/list", Outcome(kind="listing"), found=tuple(found)))
    world.commit(world.visit(f"{HOME}/a2", state="refused", failure=Failure("check", "thin", "3 words")))
    world.commit(world.visit(f"{HOME}/a3", status=404, state="gone", failure=Failure("fetch", "http-404", "gone")))
    world.commit(world.visit(f"{HOME}/a4", status=302, redirect=Target(f"{HOME}/login", "article")))
    world.commit(world.visit(f"{HOME}/login", state="refused", failure=Failure("check", "login", "a password")))

    table = {month.month: month[1:] for month in months.months(world.connection, site, "2023-01-01T00:00:00Z", None)}
    assert table == {"2023-10": (0, 0, 1, 0, 0), "2023-11": (1, 2, 0, 2, 1), "undated": (0, 0, 0, 1, 0)}
    assert months.months(world.connection, site, "2023-12-01T00:00:00Z", None)[0].month == "undated"
    assert months.unread_lists(world.connection, site) == {"range": 1}
