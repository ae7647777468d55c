"""From the scores of the heads for events to events: reads reports, chooses thresholds on those held out, measures on dev.

usage: decide.py --data DIR --records DIR --from events.pt [--thresholds FILE] [--out PREFIX]
Without --thresholds they are chosen on every tenth report of train. Writes PREFIX.json (thresholds, curve of probability) and
PREFIX.ndjson (dev's records with these events) for DIR/gold/score_annotated.py. EVENTS.md tells the steps.
"""

import argparse
import collections
import contextlib
import io
import json
import os
import sys

import torch

import calibrate
import events as network
import features
import reports
import train
from reports import POINTS, STATUS, TYPES

START = dict(low=0.2, found=0.6, none_actor=0.3, none_recipient=0.3, more=0.4, same=-1.0)
TRIED = dict(found=(.4, .45, .5, .55, .6, .65, .7, .75, .8), same=(-2., -1.5, -1.25, -1., -.75, -.5, 0.), low=(.2, .3, .4, .5),
             none_actor=(.1, .2, .3, .4, .5, .6), none_recipient=(.1, .2, .3, .4, .5, .6), more=(.3, .4, .5, .6, .7))
AGAIN = ("found", "same")
APART = 8.0   # points that precision and recall may differ by
LEVELS = ("found", "typed", "parties", "status")


@torch.no_grad()
def scores(reader, heads, r, pieces, labels, half=False):
    """What the heads say of a report before any threshold but the lowest."""
    (x,), _ = network.encode(reader, [(r, network.units(r, train.WINDOW, paragraphs=True))], pieces, labels, half)
    h = heads.acts(r, x)
    kind = heads.kind(h).softmax(-1)
    found, best = 1 - kind[:, 0], kind[:, 1:].argmax(-1) + 1
    words = [w for w in range(len(r.words)) if found[w] > min(TRIED["low"])]
    beside = lambda w: [v for v in words if 0 < abs(v - w) <= 1 and best[v] == best[w]]
    words = [w for w in words if not any((float(found[v]), -v) > (float(found[w]), -w) for v in beside(w))]
    out = dict(words=words, found=found[words].tolist(), kind=kind[words], best=best[words])
    if words:
        kinds = best[words]
        near, first, each = heads.parties(r, x, words, kinds)
        lo, points = heads.pointers(r, x, words, kinds)
        out |= dict(near=near.tolist(), first=first.softmax(1), each=each.sigmoid(), status=heads.statuses(r, x, words, kinds).softmax(-1),
                    code=heads.codes(h[words], kinds).softmax(-1), same=heads.retellings(r, x, words, kinds, network.shares(r, near, first)),
                    lo=lo, points=points.softmax(1))
    return out


def side(r, c, n, s, top_none, more, but=()):
    """Who is on one side of an act: the best actor unless none is likelier, and others that are likely of themselves. Actors whose
    codes agree stand for each other."""
    share, each = collections.defaultdict(float), collections.defaultdict(float)
    for q, k in enumerate(c["near"][n]):
        if k >= 0:
            actor = r.mentions[k][2]
            share[actor] += float(c["first"][n, q + 1, s])
            each[actor] = max(each[actor], float(c["each"][n, q, s]))
    share = {x: v for x, v in share.items() if x not in but}
    if not share or float(c["first"][n, 0, s]) > top_none:
        return [], float(c["first"][n, 0, s])
    summed = {x: sum(v for y, v in share.items() if x == y or reports.same_code(r.codes[x], r.codes[y])) for x in share}
    top = max(share, key=lambda x: (summed[x], share[x]))
    return [top] + [x for x in share if x != top and each[x] > more], summed[top]


def decode(r, c, k):
    """The record with the events of the heads. k: thresholds."""
    words, kept = c["words"], [n for n, v in enumerate(c["found"]) if v > k["low"]]
    of, groups = {}, []
    for n in kept:
        row = c["same"][n]
        options = {m: float(row[m + 1]) for m in kept if m < n}
        best = max(options, key=options.get, default=None)
        if best is not None and options[best] > float(row[0]) + k["same"]:
            of[n] = of[best]
            groups[of[n]].append(n)
        else:
            of[n] = len(groups)
            groups.append([n])
    out = []
    for group in groups:
        top = max(group, key=lambda n: c["found"][n])
        if c["found"][top] > k["found"]:
            out.append(event(r, c, k, group))
    return {**r.record, "events": sorted(out, key=lambda e: e["trigger"]["span"])}


def event(r, c, k, group):
    mention = lambda n: {"span": list(r.spans[c["words"][n]]), "text": r.words[c["words"][n]]}
    weight = lambda n: c["found"][n]
    kind = int(sum(weight(n) * c["kind"][n, 1:] for n in group).argmax()) + 1
    alike = [n for n in group if int(c["best"][n]) == kind] or group
    chosen = []
    for n in alike:
        actors, a = side(r, c, n, 0, k["none_actor"], k["more"])
        recipients, b = side(r, c, n, 1, k["none_recipient"], k["more"], actors[:1])
        chosen.append((weight(n) * a * b * (0.5 + 0.5 * (bool(actors) + bool(recipients)) / 2), n, actors, recipients))
    _, n, actors, recipients = max(chosen)
    code = r.tables.codes[int(c["code"][n].argmax())]
    party = lambda x: {"actor": r.record["actors"][x]["id"], "code": r.codes[x]}
    best = max(group, key=weight)
    return {"trigger": mention(n), "plover": TYPES[kind], "cameo": code, "actors": [party(x) for x in actors], "recipients": [party(x) for x in recipients],
            "status": STATUS[int(c["status"][n].argmax())], "mentions": [mention(x) for x in group],
            "certainty": float(c["kind"][best, kind]),
            "points": {p: point(r, c, n, q) for q, p in enumerate(POINTS)}}


def point(r, c, n, q):
    best = int(c["points"][n, :, q].argmax())
    return list(r.spans[c["lo"] + best - 1]) if best else None


def figures(scorer, reports_, records):
    """(F1, precision, recall) in percent of each level."""
    c, out = collections.Counter(), {}
    for r, x in zip(reports_, records):
        scorer.score(r.gold, x, False, c)
    for n in LEVELS:
        recall, precision = c["r", n] / max(c["gold"], 1), c["p", n] / max(c["read"], 1)
        out[n] = tuple(round(100 * v, 1) for v in (2 * recall * precision / (recall + precision) if recall + precision else 0, precision, recall))
    return out


def tune(scorer, reports_, all_scores):
    """Each threshold in turn, those of AGAIN twice: what makes the sum of the four F1s best, while precision and recall stay near each other;
    of equals the one nearest to where it began."""
    k = dict(START)

    def value(k):
        f = figures(scorer, reports_, [decode(r, c, k) for r, c in zip(reports_, all_scores)])
        return sum(f[n][0] - max(0.0, abs(f[n][1] - f[n][2]) - APART) for n in LEVELS)

    for key in (*TRIED, *AGAIN):
        k[key] = max(TRIED[key], key=lambda v: (value({**k, key: v}), -abs(v - START[key])))
    return k


def codes_right(reports_, records):
    """Of events of a right type, how many have a right code to two and to three digits."""
    n = two = three = 0
    for r, record in zip(reports_, records):
        for e in record["events"]:
            tellings = [g for g in r.gold["events"] if e["plover"] in g["plover"] and any(overlap(g["span"], m["span"]) for m in e["mentions"])]
            if tellings:
                wanted = [w for g in tellings for w in g["cameo"]]
                n += 1
                two += any(w[:2] == e["cameo"][:2] for w in wanted)
                three += any(reports.code_right(e["cameo"][:3], w) for w in wanted)
    return {"typed": n, "two digits": round(100 * two / max(1, n), 1), "three": round(100 * three / max(1, n), 1)}


def points_right(reports_, records):
    """F1 of places and days of events whose act is found: the word pointed at lies within the words that were marked."""
    out = {}
    for p in POINTS:
        hit = told = asked = 0
        for r, record in zip(reports_, records):
            for e in record["events"]:
                tellings = [g for g in r.gold["events"] if any(overlap(g["span"], m["span"]) for m in e["mentions"])]
                wanted = [g[p]["span"] for g in tellings if g.get(p) and g[p].get("span")]
                got = e["points"][p]
                told, asked = told + bool(got and tellings), asked + bool(wanted)
                hit += bool(got) and any(overlap(got, w) for w in wanted)
        out[p] = round(200 * hit / max(1, told + asked), 1)
    return out


def overlap(a, b):
    return min(a[1], b[1]) > max(a[0], b[0])


def losses(scorer, reports_, records):
    """By type of gold: asked, missed, of a wrong type, with wrong parties or status though typed; and what was read beyond gold."""
    table, text = collections.defaultdict(collections.Counter), io.StringIO()
    with contextlib.redirect_stdout(text):
        for r, x in zip(reports_, records):
            scorer.score(r.gold, x, True, collections.Counter())
    for line in text.getvalue().splitlines():
        if " missed " in line or " wrong " in line:
            kind = next((t for t in TYPES[1:] if f"['{t}'" in line), "?")
            what = ["missed"] if " missed " in line else line.split(" wrong ")[1].split(" ")[0].split("/")
            for w in what if "type" not in what else ["type"]:
                table[kind][w] += 1
        elif " beyond gold " in line:
            table[next((t for t in TYPES[1:] if f" {t} " in line), "?")]["beyond"] += 1
    for r in reports_:
        for g in scorer.grouped([e for e in r.gold["events"] if e["span"]]):
            if not all(t["optional"] for t in g):
                table[g[0]["plover"][0]]["asked"] += 1
    return table


def curve(scorer, reports_, records):
    """How likely an event is found and of a right type, by the heads' certainty: rising points."""
    points = []
    for r, x in zip(reports_, records):
        for e in x["events"]:
            c = collections.Counter()
            scorer.score(r.gold, {**x, "events": [e]}, False, c)
            points.append((e["certainty"], bool(c["p", "typed"])))
    return calibrate.rising(points), points


def reliability(points, curve_):
    """By tenth of probability: how many, mean probability, share right."""
    table = collections.defaultdict(lambda: [0, 0.0, 0])
    for c, right in points:
        p = calibrate.at(curve_, c)
        row = table[min(9, int(p * 10))]
        row[0], row[1], row[2] = row[0] + 1, row[1] + p, row[2] + right
    return {f"{k / 10:.1f}": (n, round(p / n, 3), round(right / n, 3)) for k, (n, p, right) in sorted(table.items())}


def kept_skills(reader, a, pieces, full):
    """What train.py measures of the older heads on its dev sides."""
    import score_polnear

    ud = lambda name: train.data.conllu(os.path.join(a.data, "train", "ud", name + ".conllu"))
    uner = train.data.columns_uner(os.path.join(a.data, "train", "names", "uner_ewt-dev.iob2"))
    said = train.data.polnear(os.path.join(a.data, "gold", "polnear", "dev"), score_polnear)[:20]
    return (train.evaluate(reader, ud("en_ewt-dev"), pieces, full), "names", train.names_f(reader, uner, pieces, full),
            train.roles_f(reader, said, pieces, full), "antecedents", train.antecedents_right(reader, ud("en_gum_free-dev"), pieces, full))


def main():
    ap = argparse.ArgumentParser()
    for name in ("--data", "--records"):
        ap.add_argument(name, required=True)
    ap.add_argument("--from", dest="start", required=True)
    ap.add_argument("--thresholds")
    ap.add_argument("--out")
    ap.add_argument("--half", action="store_true")
    ap.add_argument("--latest", action="store_true", help="the weights of the last step, not their running mean")
    ap.add_argument("--skills", action="store_true", help="also measure the heads that were there before")
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    sys.path.insert(0, os.path.join(a.data, "gold"))
    import score_annotated as scorer

    reader, heads, saved = network.start(a.start)
    if not a.latest and "mean" in saved:
        reader.load_state_dict(saved["mean"])
        heads and heads.load_state_dict(saved["events_mean"])
    reader.eval()
    pieces = features.Pieces(saved["vocabulary"])
    full = {**saved["labels"], "index": {k: {v: i for i, v in enumerate(vs)} for k, vs in saved["labels"].items()}}
    if heads:
        measure(a, scorer, reader, heads.eval(), saved, pieces, full)
    if a.skills:
        print("older heads:", *kept_skills(reader, a, pieces, full), flush=True)


def measure(a, scorer, reader, heads, saved, pieces, full):
    tables = reports.Tables(**saved["tables"])
    everything, dev = network.loaded(a)
    held = network.held_out(everything)
    network.prepare(held + dev, pieces, tables, set())
    read = lambda rs: [scores(reader, heads, r, pieces, full, a.half) for r in rs]
    if a.thresholds:
        chosen = json.load(open(a.thresholds, encoding="utf-8"))
        k, bent = chosen["thresholds"], chosen["curve"]
    else:
        all_scores = read(held)
        k = tune(scorer, held, all_scores)
        records = [decode(r, c, k) for r, c in zip(held, all_scores)]
        print("thresholds", k, "\nheld out", figures(scorer, held, records), flush=True)
        everything_said = [decode(r, c, {**k, "found": k["low"]}) for r, c in zip(held, all_scores)]
        bent, _ = curve(scorer, held, everything_said)
    records = [decode(r, c, k) for r, c in zip(dev, read(dev))]
    print("dev     ", figures(scorer, dev, records), "codes", codes_right(dev, records), "points", points_right(dev, records), flush=True)
    for kind, row in sorted(losses(scorer, dev, records).items()):
        print(f"  {kind:10}", *(f"{n} {row[n]}" for n in ("asked", "missed", "type", "parties", "status", "beyond")))
    print("  probability", reliability(curve(scorer, dev, records)[1], bent))
    if a.out:
        with open(a.out + ".json", "w", encoding="utf-8") as f:
            json.dump({"thresholds": k, "curve": bent}, f)
        with open(a.out + ".ndjson", "w", encoding="utf-8") as f:
            f.writelines(json.dumps(x) + "\n" for x in records)


if __name__ == "__main__":
    main()
