"""One module and one .kv for each screen; each shows its View and posts the events of its choices."""
