"""Amending the plan in the middle of a cycle: who is touched, what becomes of the answers, what is noted."""
