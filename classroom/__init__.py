"""The language of the room, used by stations and hub alike. Pure: no I/O, no clock, no chance."""
