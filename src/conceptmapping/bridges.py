"""Which statements hold their place on the map, and which link distant ones."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.spatial.distance import pdist

from conceptmapping.clustering import Partition
from conceptmapping.co_sorting import CoSorting


@dataclass(frozen=True)
class Bridging:
    """Bridging per statement, shape (n_statements,); nan where never sorted with anything.

    ``raw`` is in map units; ``scaled`` runs from 0 (the firmest anchor of this study) to 1.
    """

    raw: NDArray[np.float64]
    scaled: NDArray[np.float64]

    def of_clusters(self, partition: Partition) -> NDArray[np.float64]:
        """Shape (n_clusters,): the mean scaled bridging of each cluster's statements."""
        return np.array(
            [mean_of_known(self.scaled[partition == c]) for c in range(partition.max() + 1)]
        )


def mean_of_known(values: NDArray[np.float64]) -> float:
    """The mean without what is nan; nan where nothing is left."""
    known = values[~np.isnan(values)]
    return float(known.mean()) if len(known) else float("nan")


def bridging(
    points: NDArray[np.float64], co: CoSorting, *, known: NDArray[np.bool_] | None = None
) -> Bridging:
    """Measure how far away on the map a statement's sorting partners lie.

    Statements outside ``known``, shape (n_statements,), have none and set no end of the scale:
    too few people placed them.

    ``b_i = sum_j T_ij d_ij / sum_j T_ij``: low means it was sorted with its neighbours (an
    anchor), high that it links parts of the map. Our definition; the formula of Concept Systems
    is unpublished, so the values are not the same as theirs.
    """
    together = co.matrix(co.together)
    total = together.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        raw = (together * co.matrix(pdist(points))).sum(axis=1) / np.where(total > 0, total, np.nan)
    if known is not None:
        raw = np.where(known, raw, np.nan)
    values = raw[~np.isnan(raw)]
    low, high = (values.min(), values.max()) if len(values) else (0.0, 0.0)
    apart = high - low > 1e-9 * max(high, 1e-300)  # more than rounding
    scaled = (raw - low) / (high - low) if apart else np.where(np.isnan(raw), np.nan, 0.0)
    return Bridging(raw, scaled)


def spanning(co: CoSorting, statement: str) -> list[tuple[str, float]]:
    """For one statement, the others it was sorted with and how often (similarity, 0..1).

    Strongest first; statements it was never sorted with are left out.
    """
    i = co.statements.index(statement)
    share = np.nan_to_num(co.matrix(co.similarity)[i])
    order = np.lexsort((np.arange(len(share)), -share))
    return [(co.statements[j], float(share[j])) for j in order if j != i and share[j] > 0]
