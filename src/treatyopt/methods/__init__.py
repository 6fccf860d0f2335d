"""Plain numbers in, plain numbers out: nothing here knows of studies."""
