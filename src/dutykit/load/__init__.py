"""Files into records: discovery, reading, decoding, assembling, and writing back."""
