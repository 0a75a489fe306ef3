"""Making reports, one or many."""
