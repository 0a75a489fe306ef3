"""Importing official assignment plans."""
