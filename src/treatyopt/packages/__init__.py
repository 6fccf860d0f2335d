"""What extends a study's options: packages of obligations between types, and scores set for a run."""
