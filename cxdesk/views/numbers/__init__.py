"""What the ratings say: dashboard and table of scores."""
