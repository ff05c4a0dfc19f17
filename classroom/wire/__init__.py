"""How the words of the room become bytes and topics, and back. Pure."""
