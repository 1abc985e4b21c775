"""Learning: from gold dumps to weights. The order of work:

gold → lexicon → forests (first look, out of fold; first look; second look)
"""

from segment.fit.weights import fit_weights

__all__ = ["fit_weights"]
