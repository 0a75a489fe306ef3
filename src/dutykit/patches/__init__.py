"""What we change inside other people's libraries: one file each, with the reason and the upstream issue.

pyproject.toml gives each LIBRARY an upper bound, and tests/unit/patches one test file each. It fails if the library no
longer has what is replaced, and if the defect is gone: then the patch goes too.
"""
