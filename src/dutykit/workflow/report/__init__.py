"""Making reports: what is ordered, how each is made, how many are made at once, what became of each."""
