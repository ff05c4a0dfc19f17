"""Pretend learners at pretend stations, who act through the stations' own session."""
