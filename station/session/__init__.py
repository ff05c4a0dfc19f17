"""What this station shows now: (state, event) -> (state, effects). Pure."""
