"""Files from and for other programs: what stands in them, and what a difference they would make."""
