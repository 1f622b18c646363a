"""Working with others: their edits, merges, conflicts, copies for clients, erasing for good."""
