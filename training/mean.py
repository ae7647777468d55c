"""Writes the weighted mean of two checkpoints of one run: mean.py FIRST SHARE SECOND OUT, with SHARE of the first. What only
the second has, as a head that was added on the way, is taken from it."""

import sys

import torch


def main():
    first, share, second, out = sys.argv[1], float(sys.argv[2]), sys.argv[3], sys.argv[4]
    a, b = torch.load(first), torch.load(second)
    weights = lambda saved: saved.get("mean", saved["state"])
    state = {k: share * weights(a)[k] + (1 - share) * v if k in weights(a) else v for k, v in weights(b).items()}
    torch.save({"state": state, "labels": b["labels"], "vocabulary": b["vocabulary"], "steps": b["steps"], "seed": b["seed"]}, out)


if __name__ == "__main__":
    main()
