"""What an official plan says: its head, its tasks, and who is responsible."""
