"""How often the 95 % interval of a share holds the true one: `python -m tests.coverage` prints the tables.

Simulated on a fixed grid with a fixed seed, once where shares are ordinary and once where they are nearly all on time.
"""

import numpy as np

from reform.solidity import wilson

SIZES = (30, 100, 1000)
ORDINARY = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99)
SATURATED = (0.99, 0.995, 0.999, 0.9995, 0.9999)
TRIALS = 20_000
SEED = 2026


def coverage(size, share, random, trials=TRIALS):
    """The part of `trials` samples of `size` dossiers whose interval holds the true share."""
    low, high = wilson(random.binomial(size, share, trials), np.full(trials, size))
    return float(((low <= 100 * share) & (100 * share <= high)).mean())


def table(shares):
    """{size: [coverage of each share]} of one grid."""
    random = np.random.default_rng(SEED)
    return {size: [coverage(size, share, random) for share in shares] for size in SIZES}


def main():
    """Print both grids, in percent."""
    for title, shares in (("ordinary", ORDINARY), ("saturated", SATURATED)):
        print(f"{title}: coverage of Wilson's 95 % interval, {TRIALS} draws a cell, %")
        print(f"{'n':>8}" + "".join(f"{share:>9g}" for share in shares))
        for size, found in table(shares).items():
            print(f"{size:>8}" + "".join(f"{100 * one:>9.2f}" for one in found))


if __name__ == "__main__":
    main()
