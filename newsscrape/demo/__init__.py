"""A made-up gadget-news world on loopback: two sites on two layouts, the same bytes every time, and the truth about them."""
