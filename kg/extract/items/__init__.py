"""The items that a passage enumerates: 、 and ； lists, numbered clauses, 即 glosses part by part.

A list is accepted when it has as many items as the name announces; without such a number only a passage that is
nothing but a list is one. Every item is a span of the text: nothing is rewritten.

The stages, in order: `names` tells the number and the nouns of a name, `regions` where in a gloss its list may stand,
`readings` the ways to read a region as a list, `counts` those of the number asked for, each freed by `trimming` of what
leads into the list and by `endings` of what closes it; `fitness` tells whether the items are the name's, and `choice`
takes the first that fits. `parts`, `nouns` and `quantities` read the glosses that need no count of marks: a part at a
time, by the name's own nouns, by its figures; `nested` those of two levels, `doubles` 双X. All stand on
`cuts` and `likeness`.
"""

from kg.extract.items.choice import enumerated
from kg.extract.items.counts import counted
from kg.extract.items.cuts import split, trim
from kg.extract.items.names import announced
from kg.extract.items.nested import spelled_out
from kg.extract.items.trimming import governing_verb

__all__ = ["announced", "counted", "enumerated", "governing_verb", "spelled_out", "split", "trim"]
