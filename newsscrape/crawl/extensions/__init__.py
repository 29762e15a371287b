"""What begins, watches and ends a run."""
