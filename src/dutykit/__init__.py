"""dutykit: the education duties of a city government, kept, checked, counted and reported."""

__version__ = "0.2.0"
