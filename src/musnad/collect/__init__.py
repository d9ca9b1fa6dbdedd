"""From the network to bytes: guarded fetching, feeds, and the archive of what was fetched. Nothing else opens sockets."""
