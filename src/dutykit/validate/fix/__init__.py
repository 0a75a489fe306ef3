"""Fixing what can safely be fixed."""
