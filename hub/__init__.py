"""The teacher's box: takes facts in, keeps them, shows the room, and carries what people decide back to it."""
