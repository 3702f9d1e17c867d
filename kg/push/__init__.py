"""A build into another store, over the SPARQL 1.1 Graph Store HTTP Protocol: graph by graph, each verified."""

from kg.push.addresses import query_address
from kg.push.pushing import Pushed, push, strangers
from kg.push.remote import Remote

__all__ = ["Pushed", "Remote", "push", "query_address", "strangers"]
