"""Readers' comments: one module per comment system, found by being here, chosen by the page and never by its host.

Each module offers three pure functions::

    detect(page: Page) -> Claim | None     is this system's live markup here, and how sure is that
    read(page: Page, claim: Claim) -> Thread
    more(page: Page, claim: Claim) -> tuple[Target, ...]     what to fetch next to read the thread on
"""
