"""Two units of the register that are one: joined wherever they are named."""
