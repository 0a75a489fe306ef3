"""Safe fixes, one file each, named for the rule whose findings it fixes."""
