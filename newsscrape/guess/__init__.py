"""What a site file should say, guessed from a few of the site's own pages. Pure: pages in, a `Site` and its reasons out."""
