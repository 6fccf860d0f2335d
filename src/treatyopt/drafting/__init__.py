"""Studies that are begun: from names, or from a plain table, as a file to be edited."""
