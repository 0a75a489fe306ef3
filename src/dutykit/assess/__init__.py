"""What follows from the records: coverage, the responsibility grid."""
