"""One touch station: what a learner sees and does, safe on its own disk, in step with the hub."""
