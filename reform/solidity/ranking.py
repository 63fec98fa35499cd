"""The counts behind one ranking, and ranks shared as in the table: 1, 2, 2, 4."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Counts:
    """The counts behind one share of every unit, arrays of one length; NaN where a unit does not report it.

    A denominator of 0 is the share `when_empty` in percent, known for certain; `sign` is 1 where more is better.
    """

    numerators: np.ndarray
    denominators: np.ndarray
    sign: int = 1
    when_empty: float | None = None

    @property
    def shares(self):
        """The shares in percent, NaN where there is none; one division of two integers, as in the query."""
        with np.errstate(divide="ignore", invalid="ignore"):
            found = self.numerators * 100 / self.denominators
        return np.where(self.denominators == 0, np.nan if self.when_empty is None else self.when_empty, found)

    def drawn(self, draws, random):
        """`draws` × units: shares in percent from Beta(x+½, n−x+½), so that 100 % is not taken for certain.

        Jeffreys' prior; L. D. Brown, T. T. Cai, A. DasGupta, Statistical Science 16 (2001).
        """
        known = np.nan_to_num(self.denominators) > 0
        x, n = self.numerators[known], self.denominators[known]
        found = np.tile(self.shares, (draws, 1))
        found[:, known] = 100 * random.beta(x + 0.5, n - x + 0.5, size=(draws, len(n)))
        return found


@dataclass(frozen=True)
class Member:
    """A member of a composite: its full marks, and the straight line from low to high (percent) that earns them."""

    counts: Counts
    points: float
    low: float
    high: float

    def earned(self, shares):
        """What the shares earn of one point at full marks, 0 to 1; NaN stays NaN."""
        return np.clip((shares - self.low) / (self.high - self.low), 0, 1)


def shared_ranks(sorts):
    """Ranks by one or several sort values, larger first: an array of the shape of each, 1 is best, equals share a rank.

    `sorts` are arrays (… × units), the first decides, each later one breaks the ties left over and is not taken where
    there are none; a key breaks a tie only where every unit of that tie has it (design §5), NaN: it has not. A unit
    whose first value is NaN has rank 0.
    """
    waiting = iter(sorts)
    first = next(waiting)
    places = _places(np.atleast_2d(first))
    while len(lines := _with_ties(places)) and (key := next(waiting, None)) is not None:
        places[lines] = _settled(places[lines], np.atleast_2d(key)[lines])
    return places.reshape(np.shape(first))


def _places(values):
    """Ranks of each line by one value, larger first; 0 where it is NaN."""
    order = np.argsort(-values, axis=1)  # NaN last
    ordered = np.take_along_axis(values, order, axis=1)
    ranked = np.broadcast_to(np.arange(1, values.shape[1] + 1, dtype=np.int32), values.shape)
    same = ordered[:, 1:] == ordered[:, :-1]
    if same.any():
        ranked = ranked.copy()
        ranked[:, 1:][same] = 0
        ranked = np.maximum.accumulate(ranked, axis=1)
    places = np.empty(values.shape, dtype=np.int32)
    np.put_along_axis(places, order, ranked, axis=1)
    places[np.isnan(values)] = 0
    return places


def _with_ties(places):
    """The lines in which two units share a rank."""
    ordered = np.sort(places, axis=1)
    same = (ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] > 0)
    return np.flatnonzero(same.any(axis=1))


def _settled(places, key):
    """The places with the ties broken by a key, wherever every unit of the tie has it."""
    settled = places.copy()
    for line, values in zip(settled, np.broadcast_to(key, places.shape), strict=True):
        for rank in np.unique(line[line > 0]):
            tie = np.flatnonzero(line == rank)
            if len(tie) > 1 and not np.isnan(values[tie]).any():
                line[tie] = rank - 1 + _places(values[tie][None, :])[0]
    return settled
