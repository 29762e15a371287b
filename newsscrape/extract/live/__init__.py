"""Live blogs: their entries, each with its time, from what the page states and from what it shows."""
