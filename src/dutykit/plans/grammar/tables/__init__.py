"""Tables: what their columns are for, and what their rows say."""
