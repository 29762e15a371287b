"""What a page names that is worth fetching: feeds, sitemaps, listings, the parts of a long article. Page -> Targets."""
