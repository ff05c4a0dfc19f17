"""Paper: what the hub prints. It is given plain records and returns the bytes of a file."""
