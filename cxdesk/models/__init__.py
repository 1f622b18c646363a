"""What a project is: frozen records, the store that holds them, and the edits it knows."""
