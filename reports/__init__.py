"""Anonymous totals: counting, noise, the ledger, and what a reader is shown."""
