"""Cedar Bend Middle, made up: entities and a past, from chance and a day. Pure."""
