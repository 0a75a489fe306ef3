"""A workspace on disk: discovery, reading, decoding, assembling."""
