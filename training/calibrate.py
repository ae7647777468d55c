"""Measures how likely statements are right, and writes it as curves beside the weights.

usage: calibrate.py --identity > ../models/english/probability.toml     curves that show the heads' own certainty; build then
       calibrate.py DATA RECORDS.ndjson > ../models/english/probability.toml

RECORDS are the records of DATA/gold/polnear/dev/text, read with identity curves. A statement is right where its content has
a word IoU of at least 0.5 with the gold content and its speaker the same head word (DATA/gold/score_polnear.py). Curves rise
(pool adjacent violators, each bin with five cases of which three are right added); they are fitted on every other report and held against the rest, as the table on standard error shows.
"""

import collections
import json
import os
import sys

WAYS = {"quotation that runs on": "runs-on", "quotation beside a verb of saying": "beside-verb",
        "speaker at a colon or dash": "labelled", "cue with its clause": "by-tree"}
KINDS = ("direct", "mixed", "indirect")
BIN = 40


def way(statement):
    rule = statement["evidence"]["rule"]
    return next((w for r, w in WAYS.items() if rule.startswith(r)), statement["kind"])


def judged(scorer, folder, records):
    """(way, certainty, right, number of the report) of every statement that gold can judge."""
    gold = scorer.load_gold(folder)
    stems = {stem: i for i, stem in enumerate(sorted(gold))}
    for record in records:
        stem = os.path.basename(record["report"]["file"]).removesuffix(".txt")
        doc, wanted = gold[stem]
        wanted = [scorer.prepare(doc, r) for r in wanted]
        said = [s for s in record["statements"] if not s["inside"]]
        span = lambda s: [s["span"]] if s and s["span"] else []
        found = [scorer.prepare(doc, {"source": span(s["speaker"]), "cue": span(s["cue"]), "content": [c["span"] for c in s["content"]]}) for s in said]
        pairs = {j: (i, x) for i, j, x in scorer.pair(wanted, found)}
        for j, (s, f) in enumerate(zip(said, found)):
            i, x = pairs.get(j, (None, 0))
            if i is not None and not wanted[i]["whole"]:
                continue
            # A quotation that runs on names no speaker beside it: its content alone is judged.
            speaker = i is not None and (scorer.source_ok(wanted[i], f) or way(s) == "runs-on")
            yield way(s), s["probability"], x >= 0.5 and speaker, stems[stem]


def rising(points):
    """Bins of like certainty, pooled until they rise: [certainty, share right]."""
    points.sort()
    count = max(1, len(points) // BIN)
    cut = [len(points) * k // count for k in range(count + 1)]
    pools = []
    for a, b in zip(cut, cut[1:]):
        pools.append([sum(c for c, _ in points[a:b]), sum(r for _, r in points[a:b]), b - a])
        while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
            last = pools.pop()
            pools[-1] = [x + y for x, y in zip(pools[-1], last)]
    out = []
    for certainty, right, n in pools:
        point = [round(certainty / n, 3), round((right + 3) / (n + 5), 3)]
        if out and point[0] <= out[-1][0]:
            continue
        out.append(point)
    return out


def at(curve, x):
    before = [p for p in curve if p[0] < x]
    after = [p for p in curve if p[0] >= x]
    if before and after:
        (x0, y0), (x1, y1) = before[-1], after[0]
        return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return before[-1][1] if before else after[0][1]


def main():
    names = [*KINDS, *WAYS.values()]
    if sys.argv[1:] == ["--identity"]:
        for name in names:
            print(f"{name:11} = [[0.0, 0.0], [1.0, 1.0]]")
        return
    data, path = sys.argv[1:]
    sys.path.insert(0, os.path.join(data, "gold"))
    import score_polnear

    records = [json.loads(line) for line in open(path, encoding="utf-8")]
    cases = list(judged(score_polnear, os.path.join(data, "gold", "polnear", "dev"), records))
    curves = {}
    print("# How likely a statement is right, by the way it was read: rising points [certainty of the heads, share that was right].\n"
          "# Made by training/calibrate.py; the model card has the reliability table.")
    for name in names:
        fit = [(c, r) for w, c, r, k in cases if w == name and k % 2 == 0]
        curves[name] = rising(fit) if fit else [[1.0, 0.6]]
        print(f"{name:11} = {json.dumps(curves[name])}")
    table = collections.defaultdict(lambda: [0, 0.0, 0])
    for w, c, r, k in cases:
        if k % 2:
            p = round(at(curves[w], c), 2)
            row = table[min(9, int(p * 10))]
            row[0] += 1; row[1] += p; row[2] += r
    error = sum(abs(p - r) for n, p, r in table.values()) / sum(n for n, *_ in table.values())
    print("| probability | statements | mean probability | share right |\n| --- | --- | --- | --- |", file=sys.stderr)
    for k, (n, p, r) in sorted(table.items()):
        print(f"| {k / 10:.1f} to {k / 10 + 0.1:.1f} | {n} | {p / n:.2f} | {r / n:.2f} |", file=sys.stderr)
    print(f"expected calibration error {error:.3f}", file=sys.stderr)


if __name__ == "__main__":
    main()
