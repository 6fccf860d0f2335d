"""From results to what a person or a program reads: documents, and the formats they are written in."""
