"""One sealed file with everything that a hub is, made while it serves; and how a hub comes back from it."""
