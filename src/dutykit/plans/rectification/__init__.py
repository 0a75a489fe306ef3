"""Rectification plans (整改方案): their problems, and where in a workspace these go."""
