"""Writing to a workspace: lock, journal, atomic files."""
