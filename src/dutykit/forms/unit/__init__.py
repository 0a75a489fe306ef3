"""The forms that units fill in: made, read, merged into their submissions, checked."""
