"""Tables and listings: coverage, matrix, status, scores, ranks, alerts, ledger, differences."""
