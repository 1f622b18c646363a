"""What one sees without a project: the sample, templates, what was open."""
