"""Evidence: registered, listed, verified, packed."""
