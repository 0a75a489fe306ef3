"""Excel forms that units fill in: generated, collected, merged."""
