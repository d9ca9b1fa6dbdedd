"""Archives into tables: the one pass over many articles by processes or a cluster, then what is across articles."""
