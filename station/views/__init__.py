"""A session turned into words and choices; widgets only show it. Pure."""
