"""What the hub keeps: the log of facts, what is folded from it, its keys, and the documents it hands out."""
