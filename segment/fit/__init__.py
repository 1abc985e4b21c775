"""Learning: from gold dumps to weights. The order of work is the order of the modules.

gold → lexicon → forests (first look, out of fold; first look; second look) → threshold
"""

from segment.fit.weights import fit_weights

__all__ = ["fit_weights"]
