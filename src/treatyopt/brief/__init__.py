"""The brief for a meeting: what it contains, and how it is written."""
