"""Numbers from ratings: estimates, scores, the emotion curve, relevance against perception."""
