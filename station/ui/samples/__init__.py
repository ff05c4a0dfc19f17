"""Views as a class might see them, for the gallery and for looking at a panel. Pure."""
