"""What proves a log: its tree, the notes that a signer made, receipts, and audits of all of it."""
