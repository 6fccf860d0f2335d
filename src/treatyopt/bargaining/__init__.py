"""Options and packages as the parties see them, and what they could settle on."""
