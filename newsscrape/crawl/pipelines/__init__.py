"""The way of an answer: read, then archived."""
