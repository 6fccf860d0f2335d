"""Options judged by their value: screens, weights, ranks, and how sure they are."""
