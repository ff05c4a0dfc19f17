"""Carries out what the session asks for, on the disk, at the devices, over the link."""
