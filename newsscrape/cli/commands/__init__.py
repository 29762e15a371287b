"""One command per module, which bears its name and holds it as `command`; a module dropped in here is found."""
