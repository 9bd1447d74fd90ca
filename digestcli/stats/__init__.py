"""Statistics of what the library holds: what rises, and all counts in one value."""
