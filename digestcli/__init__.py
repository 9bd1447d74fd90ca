"""digest: read, search and carry away bilingual paper digests."""

__version__ = "0.1.0"
