"""Codes, frames, sound and light: what a station needs from the things it is built of. Knows no child."""
