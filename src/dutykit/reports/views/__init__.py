"""What reports show, as plain data made from the records."""
