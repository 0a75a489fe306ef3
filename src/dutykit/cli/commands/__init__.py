"""The commands, one file each, and the families that share a first word."""
