"""Digests of years as a dataset of Parquet files, made and read by many processes or machines."""
