"""What an official plan states: its head, its tasks, and who is responsible."""
