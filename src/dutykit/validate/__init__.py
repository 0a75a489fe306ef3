"""Validating workspaces."""
