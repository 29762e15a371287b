"""Five made-up gadget-news sites of layouts that no code was written for, each with the truth of every article."""

from collections.abc import Callable

from newsite_layouts import american, english, french, german, japanese
from newsite_layouts.stories import Layout

LAYOUTS: dict[str, Callable[[str], Layout]] = {
    "gearledger": english.layout,
    "technikblick": german.layout,
    "denkinote": japanese.layout,
    "pucefraiche": french.layout,
    "plugandpatch": american.layout,
}
"""Site name -> what makes its pages, given its address with a slash at the end."""
