"""Any document as a terminal, a file or a page shows it."""
