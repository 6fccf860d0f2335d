"""Results as HTML, DataFrames and plots. pandas and matplotlib (extra `notebook`) are imported inside functions."""
