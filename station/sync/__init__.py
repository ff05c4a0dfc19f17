"""Facts up, documents down: everything that a station says to its hub and hears from it."""
