"""The article's text: choose its container, prune what is not part of it, cut the rest into blocks."""
