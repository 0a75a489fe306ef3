"""What an official plan says: its heading, its tasks, and who is to do them."""
