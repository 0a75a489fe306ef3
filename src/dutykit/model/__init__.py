"""What things are: frozen records, no input or output."""
