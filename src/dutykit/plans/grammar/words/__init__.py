"""The words of a plan: labels, roles, names, brackets, numbers."""
