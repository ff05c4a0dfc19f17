"""From the room into the log: bytes are checked, decoded, recorded in groups, and acknowledged after the commit."""
