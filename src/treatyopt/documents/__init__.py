"""What each result means, in prose and tables, free of any format."""
