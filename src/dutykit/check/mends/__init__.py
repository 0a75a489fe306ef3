"""Safe mends, one file each, named for the rule whose findings it mends."""
