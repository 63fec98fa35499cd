"""What the counts behind a share allow: an interval for each, and which units they cannot tell apart."""

from statistics import NormalDist

import numpy as np

CONFIDENCE = 0.95


def wilson(numerators, denominators, confidence=CONFIDENCE):
    """Wilson's interval of each share: two arrays, low and high, in percent from 0 to 100.

    `numerators` and `denominators` are counts, 0 ≤ numerator ≤ denominator; raises ValueError where they are not or a
    denominator is 0. E. B. Wilson, JASA 22 (1927): the shares p with |x/n − p| ≤ z·√(p(1−p)/n); at 0 and n of n it
    stays inside 0 to 100 and is never empty, as the interval around x/n would be.
    """
    x, n = np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)
    if np.any(n <= 0) or np.any(x < 0) or np.any(x > n):
        raise ValueError("a share needs 0 ≤ numerator ≤ denominator and a denominator above 0")
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    centre = (x + z * z / 2) / (n + z * z)
    half = z / (n + z * z) * np.sqrt(x * (n - x) / n + z * z / 4)
    # At the ends rounding alone would leave the first digit outside: 0 of n begins at 0, n of n ends at 100.
    low, high = np.where(x == 0, 0, centre - half), np.where(x == n, 1, centre + half)
    return 100 * low, 100 * high


def brackets(lows, highs):
    """The groups of units that the data cannot tell apart: tuples of positions, each as large as it can be.

    Two units are in one group together exactly where their intervals overlap. (Intervals that overlap may still differ
    significantly; intervals that do not overlap always do: the brackets err towards saying that a gap is not certain.)
    A unit may be in several. Groups come highest first, and alone-standing units are groups of one.
    """
    found, open_now = [], []
    for at in sorted(range(len(lows)), key=lambda at: -highs[at]):
        still = [one for one in open_now if lows[one] <= highs[at]]
        if len(still) < len(open_now):
            found.append(tuple(open_now))
        open_now = [*still, at]
    return [*found, tuple(open_now)] if open_now else found
