"""The generic reader: (Pages, Rules) -> Article. One module per field; `body` chooses, prunes and cuts into blocks."""
