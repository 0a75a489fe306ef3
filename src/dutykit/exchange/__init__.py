"""Other people's files: official documents in, workbooks out and in."""
