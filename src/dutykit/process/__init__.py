"""Processes: a pool of them, how much each may use, and when Python collects garbage in one."""
