"""JSON Schemas of a workspace's files."""
