"""What each result has to show: its columns, declared once for screens, CSV and DataFrames."""
