"""What the lines of a plan are: its head, headings, paragraphs, and what is none of it."""
