"""Text that was damaged on its way to us: what happened to it, and its repair as far as that is certain."""
