"""The use cases: load, check, work out, render. Nothing here prints or exits."""
