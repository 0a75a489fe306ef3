"""Evaluation reports: kinds, views, printing, signing."""
