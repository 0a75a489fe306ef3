"""Workbooks in which the office and its reviewers review a unit: made, collected, merged."""
