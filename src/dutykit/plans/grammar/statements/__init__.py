"""Responsibility statements, and where in a line they stand."""
