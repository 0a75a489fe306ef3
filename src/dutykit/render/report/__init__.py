"""Evaluation reports: plain view, HTML, PDF."""
