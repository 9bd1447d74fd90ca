"""Feature articles scraped from the web: what tells one, and its heads, paragraphs and credits."""
