"""A whole school in a box: what the demo shows and the tests use."""
