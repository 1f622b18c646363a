"""The measures that follow from the findings: a table, and effort against impact."""
