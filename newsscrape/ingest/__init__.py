"""Where reading and archiving meet: a lease and its answer become a visit."""
