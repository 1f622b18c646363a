"""Files that other programs wrote, brought in as surveys."""
