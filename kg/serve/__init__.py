"""The site and a read-only SPARQL 1.1 Protocol endpoint over HTTP.

`server` binds and runs, `app` routes, `protocol` reads a request, `pool` keeps worker processes and ends the one that
takes too long, `worker` is such a process. This file imports nothing, so that a worker starts in milliseconds.
"""
