"""One plain table, and one file a kind it can be written as."""
