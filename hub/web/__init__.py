"""The pages of the hub: read models in, HTML out; nothing is decided here."""
