"""What extends a study's options: packages of obligations between them, and scores set for a run."""
