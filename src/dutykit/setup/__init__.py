"""What this machine needs to run dutykit."""
