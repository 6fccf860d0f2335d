"""What history has: what came of what a study proposes, how often such things ended how, and what that bears on."""
