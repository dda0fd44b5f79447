"""What will be recorded: the parsed notes together with what is known, what was answered, and what was corrected."""
