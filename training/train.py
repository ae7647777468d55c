"""Trains the reader's network on treebanks, names and attributions together.

usage: train.py --data DIR --out FILE [--steps N] [--decay N] [--from FILE] …
The learning rate warms up, stays level, and falls to zero over the last --decay steps, so a run can be carried on
(--from a checkpoint, level again) or ended (--decay equal to --steps) without a fixed plan. CPU only; see README.md.
"""

import argparse
import copy
import os
import random
import sys
import time

import torch
import torch.nn.functional as F

import data
import features
import model as network

WINDOW = 160
NEAR = 80


def windows(doc, pieces, limit, singles):
    """Cuts a document into windows of words: whole paragraphs or sentences packed up to `limit` pieces. With `singles`, the
    share of neighbouring sentences that are kept apart all the same, so that lone sentences are seen too."""
    starts = sorted(set(doc.breaks) | {0} | ({i for i in range(1, len(doc.words)) if doc.sentence[i] != doc.sentence[i - 1]} if doc.sentence else set()))
    ends = starts[1:] + [len(doc.words)]
    cost = lambda a, b: sum(len(pieces.of(w)) for w in doc.words[a:b])
    out, current = [], None
    for a, b in zip(starts, ends):
        for a, b in split_long(doc, a, b, cost, limit):
            n = cost(a, b) + 1
            if current and current[2] + n <= limit and random.random() >= singles:
                current = (current[0], b, current[2] + n)
            else:
                if current:
                    out.append(current[:2])
                current = (a, b, n)
    return out + ([current[:2]] if current else [])


def split_long(doc, a, b, cost, limit):
    """A unit that is longer than the limit is cut after a full stop, else anywhere."""
    while cost(a, b) > limit:
        end = a + 1
        while end < b and cost(a, end + 1) <= limit:
            end += 1
        stops = [i for i in range(a + (end - a) // 2, end) if doc.words[i] in (".", "?", "!")]
        cut = stops[-1] + 1 if stops else end
        yield a, cut
        a = cut
    if a < b:
        yield a, b


def vary(words):
    """Now and then, other quotation marks."""
    style = random.random()
    if style > 0.15 or not any(w in ('"', "“", "”", "``", "''") for w in words):
        return words
    opening, closing = ("“", "”") if style < 0.1 else ('"', '"')
    inside, out = False, []
    for w in words:
        if w in ('"', "“", "”", "``", "''"):
            out.append(closing if inside else opening)
            inside = not inside
        else:
            out.append(w)
    return out


def invent(words, rows):
    """Now and then, names that nobody has heard, so that a name's place in a sentence counts and not its letters."""
    if random.random() > 0.12:
        return words
    made, out = {}, []
    for i, word in enumerate(words):
        plain = len(word) > 2 and word.isalpha() and word.istitle()
        name = plain and (rows[i][0] == "PROPN" and rows[i][3] == word if rows else i > 0 and words[i - 1][0].islower())
        out.append(made.setdefault(word, name_made_up()) if name and random.random() < 0.7 else made.get(word, word))
    return out


def name_made_up():
    syllable = lambda: random.choice("b d f g h k l m n p r s t v z br dr kr st th sh gr".split()) + random.choice("a e i o u a e o ai ei".split())
    return "".join(syllable() for _ in range(random.choice((1, 2, 2, 3)))).capitalize() + random.choice(("", "n", "r", "s", "l", "nd", "x", "th", "m"))


def example(doc, a, b, pieces, labels, training):
    """One window as lists of numbers."""
    words = doc.words[a:b]
    if training:
        words = invent(vary(words), doc.rows[a:b] if doc.rows else None)
    breaks = {i - a for i in doc.breaks if a < i < b}
    quotes = features.quote_states(words, breaks)
    case = random.random() if training else 1.0
    forced = 3 if case < 0.03 else 1 if case < 0.06 else 5 if case < 0.08 else None
    e = {"pieces": [pieces.cls], "shapes": [0], "quotes": [0], "first": []}
    for i, word in enumerate(words):
        if i in breaks:
            e["pieces"].append(pieces.par); e["shapes"].append(0); e["quotes"].append(0)
        e["first"].append(len(e["pieces"]))
        s = features.shape(word)
        s = forced if forced and s in (1, 3, 5) else s
        for p in pieces.of(word):
            e["pieces"].append(p); e["shapes"].append(s); e["quotes"].append(quotes[i])
    e["pieces"].append(pieces.sep); e["shapes"].append(0); e["quotes"].append(0)
    e["words"] = b - a
    e["sentence"] = [doc.sentence[i] for i in range(a, b)] if doc.sentence else [0] * (b - a)
    if doc.rows:
        rows = doc.rows[a:b]
        index = {k: labels["index"][k] for k in ("upos", "xpos", "feats", "lemma", "deprel")}
        for n, k in enumerate(("upos", "xpos", "feats")):
            e[k] = [index[k].get(r[n], -100) for r in rows]
        e["lemma"] = [index["lemma"].get(features.lemma_script(w, r[3]), -100) for w, r in zip(doc.words[a:b], rows)]
        e["deprel"] = [index["deprel"].get(r[5], -100) for r in rows]
        e["head"] = [0 if r[4] < 0 else r[4] - a + 1 if a <= r[4] < b else -100 for r in rows]
        e["split"] = [-100 if i == 0 or i in breaks else int(e["sentence"][i] != e["sentence"][i - 1]) for i in range(b - a)]
    if doc.mentions:
        e["mentions"] = [(s - a, t - a, h - a, n) for s, t, h, n, _ in doc.mentions if a <= s and t <= b]
        e["forms"], e["tags"] = words, [r[0] for r in doc.rows[a:b]]
    if doc.names:
        e["names"] = doc.names[a:b]
    if doc.roles:
        e["roles"] = doc.roles[a:b]
        e["links"] = [(r, s - a, t - a, c - a, d - a) for r, s, t, c, d in doc.links if a <= s and t <= b and a <= c and d <= b]
    return e


def batches(examples, budget):
    """Examples of like length together, as many as fit the budget of pieces."""
    order = sorted(examples, key=lambda e: len(e["pieces"]) + random.random() * 4)
    out, current = [], []
    for e in order:
        if current and len(e["pieces"]) * (len(current) + 1) > budget:
            out.append(current)
            current = []
        current.append(e)
    out.append(current)
    random.shuffle(out)
    return out


def groups(examples, budget):
    """Neighbouring windows of one document together, as many as fit the budget of pieces, for what is said of a thing twice."""
    out, current = [], []
    for e in examples:
        if current and max(len(x["pieces"]) for x in current + [e]) * (len(current) + 1) > budget:
            out.append(current)
            current = []
        current.append(e)
    return out + [current] if current else out


def stream(documents, pieces, labels, singles, limits, budget):
    """Batches of windows of the documents, without end."""
    while True:
        examples = [example(d, s, e, pieces, labels, True) for d in documents for s, e in windows(d, pieces, random.choice(limits), singles)]
        yield from map(collate, batches(examples, budget))


def whole(documents, pieces, labels, budget):
    """Batches of neighbouring windows of one document with its mentions, without end."""
    while True:
        for d in random.sample(documents, len(documents)):
            for g in groups([example(d, s, e, pieces, labels, True) for s, e in windows(d, pieces, WINDOW, 0.0)], budget):
                yield with_mentions(collate(g), g)


def collate(examples):
    rows, pieces, words = len(examples), max(len(e["pieces"]) for e in examples), max(e["words"] for e in examples)
    b = {k: torch.zeros(rows, pieces, dtype=torch.long) for k in ("pieces", "shapes", "quotes")}
    b |= {"mask": torch.zeros(rows, pieces, dtype=torch.bool), "real": torch.zeros(rows, words, dtype=torch.bool),
          "first": torch.zeros(rows, words, dtype=torch.long), "sentence": torch.full((rows, words), -1)}
    labelled = [k for k in ("upos", "xpos", "feats", "lemma", "deprel", "head", "split", "names", "roles") if k in examples[0]]
    b |= {k: torch.full((rows, words), -100) for k in labelled}
    for r, e in enumerate(examples):
        b["mask"][r, : len(e["pieces"])] = True
        b["real"][r, : e["words"]] = True
        for k in ("pieces", "shapes", "quotes"):
            b[k][r, : len(e[k])] = torch.tensor(e[k])
        for k in ("first", "sentence", *labelled):
            b[k][r, : e["words"]] = torch.tensor(e[k])
    b["links"] = [e.get("links", []) for e in examples]
    return b


def with_mentions(b, examples):
    """Adds the mentions of neighbouring windows to a batch, with what each has in common with each before it."""
    all_, base = [], 0
    for r, e in enumerate(examples):
        for s, t, h, number in e["mentions"]:
            words = e["forms"][s:t]
            all_.append({"row": r, "first": s, "head": h, "at": base + h, "number": number, "words": words, "word": e["forms"][h],
                         "form": features.mention_form(words[0], e["forms"][h], e["tags"][h])})
        base += e["words"]
    n = len(all_)
    forms, likeness, distance = (torch.zeros(n, n, dtype=torch.long) for _ in range(3))
    same = torch.zeros(n, n, dtype=torch.bool)
    for i, m in enumerate(all_):
        k = m["form"]
        for j in range(max(0, i - NEAR), i):
            o = all_[j]
            forms[i, j] = k * features.MENTIONS + o["form"]
            likeness[i, j] = k * 4 + features.likeness(m["words"], m["word"], o["words"], o["word"])
            distance[i, j] = k * network.DISTANCES + min(network.DISTANCES - 1, 2 * max(0, m["at"] - o["at"]).bit_length())
            same[i, j] = m["number"] == o["number"]
    b["mentions"], b["pairs"], b["same"] = [(m["row"], m["first"], m["head"]) for m in all_], (forms, likeness, distance), same
    return b


def antecedents_loss(m, x, b):
    """Minus the log of the share that goes to right antecedents, or to a new thing where there is none."""
    scores = m.antecedents(x, b["mentions"], b["pairs"])
    n = len(b["mentions"])
    i = torch.arange(n)
    near = (i[None, :] < i[:, None]) & (i[:, None] - i[None, :] <= NEAR)
    logp = scores.masked_fill(~torch.cat([torch.ones(n, 1, dtype=torch.bool), near], 1), -1e4).log_softmax(-1)
    right = b["same"] & near
    right = torch.cat([~right.any(1, keepdim=True), right], 1)
    return -torch.logsumexp(logp.masked_fill(~right, -1e4), -1).mean()


def antecedents_right(m, documents, pieces, labels):
    """Of the pronouns of the third person and the names that have an antecedent, how many are given a right one."""
    m.eval()
    right = {"pronouns": [0, 0], "names": [0, 0]}
    with torch.no_grad():
        for d in documents:
            examples = [example(d, a, b, pieces, labels, False) for a, b in windows(d, pieces, WINDOW, 0.0)]
            for g in groups(examples, 3200):
                b = with_mentions(collate(g), g)
                scores = m.antecedents(m.words(b), b["mentions"], b["pairs"])
                n = len(b["mentions"])
                i = torch.arange(n)
                near = (i[None, :] < i[:, None]) & (i[:, None] - i[None, :] <= NEAR)
                best = scores.masked_fill(~torch.cat([torch.ones(n, 1, dtype=torch.bool), near], 1), -1e4).argmax(-1)
                for k in range(n):
                    form = int(b["pairs"][0][k, k - 1]) // features.MENTIONS if k else 10
                    of = "pronouns" if form in (3, 4, 5) else "names" if form == 7 else None
                    if of and (b["same"][k] & near[k]).any():
                        right[of][0] += bool(best[k] > 0 and b["same"][k, best[k] - 1])
                        right[of][1] += 1
    m.train()
    return {k: round(100 * a / max(1, n), 1) for k, (a, n) in right.items()}


def loss_of(m, b, half):
    with torch.autocast("cpu", torch.bfloat16, enabled=half):
        x = m.words(b)
    return loss_on(m, x.float(), b)


def loss_on(m, x, b):
    drop = F.dropout(x, 0.2, m.training)
    total = 0.0
    for k in ("upos", "xpos", "feats", "lemma", "split", "roles"):
        if k in b and (b[k] >= 0).any():
            weight = 0.5 if k in ("xpos", "feats") else 1.0
            total = total + weight * F.cross_entropy(m.tags[k](drop).flatten(0, 1), b[k].flatten(), ignore_index=-100)
    if "names" in b:
        total = total + names_loss(m.tags["names"](drop).flatten(0, 1), b["names"].flatten())
    if "head" in b:
        scores, with_root = m.arcs(drop, b)
        real = b["real"]
        total = total + F.cross_entropy(scores[real], b["head"][real])
        total = total + F.cross_entropy(m.relations(drop, with_root, b["head"].clamp(min=0))[real], b["deprel"][real], ignore_index=-100)
    parts = [links_loss(m, drop, r, links) for r, links in enumerate(b["links"]) if links]
    if parts:
        total = total + 0.5 * torch.cat(parts).mean()
    if b.get("mentions"):
        total = total + antecedents_loss(m, x, b)
    return total


def names_loss(logits, labels):
    """Full labels by cross entropy; of an unlabelled proper noun only that it is some name."""
    full = (labels >= 0) & (labels < 100)
    loss = F.cross_entropy(logits[full], labels[full]) if full.any() else 0.0
    some = labels == data.WEAK_PROPER
    if some.any():
        logp = logits[some].log_softmax(-1)
        loss = loss + 0.1 * -torch.logsumexp(logp[:, 1:], -1).mean()
    return loss


def links_loss(m, x, row, links):
    cues = sorted({(c, d) for *_, c, d in links})
    spans = [(r, s, t) for r, s, t, *_ in links]
    wanted = torch.tensor([cues.index((c, d)) for *_, c, d in links])
    return F.cross_entropy(m.links(x, row, spans, cues), wanted, reduction="none")


def evaluate(m, documents, pieces, labels):
    """Gold tokens and sentences: UPOS, UAS, LAS and lemma accuracy; then sentence starts and names where they are marked."""
    m.eval()
    n = right = heads_ok = las = lem = tp = fp = fn = 0
    examples = [example(d, a, b, pieces, labels, False) | {"doc": d, "at": a} for d in documents for a, b in windows(d, pieces, WINDOW, 0.0)]
    with torch.no_grad():
        for chunk in (examples[i : i + 16] for i in range(0, len(examples), 16)):
            b = collate(chunk)
            x = m.words(b)
            scores, with_root = m.arcs(x, b)
            heads = scores.argmax(-1)
            rel = m.relations(x, with_root, heads).argmax(-1)
            tags = {k: m.tags[k](x).argmax(-1) for k in ("upos", "lemma", "split")}
            real = b["real"]
            ok = (heads == b["head"]) & real
            n += real.sum().item()
            right += ((tags["upos"] == b["upos"]) & real).sum().item()
            heads_ok += ok.sum().item()
            las += (ok & (rel == b["deprel"])).sum().item()
            known = b["split"] >= 0
            tp += ((tags["split"] == 1) & (b["split"] == 1)).sum().item()
            fp += ((tags["split"] == 1) & (b["split"] == 0) & known).sum().item()
            fn += ((tags["split"] == 0) & (b["split"] == 1)).sum().item()
            for r, e in enumerate(chunk):
                for i in range(e["words"]):
                    form, row = e["doc"].words[e["at"] + i], e["doc"].rows[e["at"] + i]
                    lem += features.apply_script(form, labels["lemma"][tags["lemma"][r, i]]) == row[3]
    m.train()
    p = lambda v: round(100 * v / max(1, n), 2)
    return {"upos": p(right), "uas": p(heads_ok), "las": p(las), "lemma": p(lem), "split_inner_f": round(200 * tp / max(1, 2 * tp + fp + fn), 1)}


def names_f(m, documents, pieces, labels):
    m.eval()
    hit = found = gold = 0
    spans = lambda tags: {(i, k, data.NAMES[t][2:]) for i, k, t in runs(tags) if data.NAMES[t][2:] != "MISC"}
    with torch.no_grad():
        for d in documents:
            for a, b in windows(d, pieces, WINDOW, 0.0):
                x = m.words(collate([example(d, a, b, pieces, labels, False)]))
                guess, want = spans(m.tags["names"](x)[0].argmax(-1).tolist()), spans(d.names[a:b])
                hit += len(guess & want); found += len(guess); gold += len(want)
    m.train()
    return round(200 * hit / max(1, found + gold), 1)


def runs(tags):
    out, start = [], None
    for i, t in enumerate(list(tags) + [0]):
        if start is not None and (t == 0 or t % 2 == 1 or (t + 1) // 2 != (tags[start] + 1) // 2):
            out.append((start, i, tags[start] if tags[start] % 2 else tags[start] - 1))
            start = None
        if t and start is None:
            start = i
    return out


def roles_f(m, documents, pieces, labels):
    """Exact span F of sources, cues and contents, windows decoded greedily."""
    m.eval()
    counts = {r: [0, 0, 0] for r in ("source", "cue", "content")}
    spans = lambda tags: {(i, k, data.ROLES[t][2:]) for i, k, t in runs(tags)}
    with torch.no_grad():
        for d in documents:
            for a, b in windows(d, pieces, WINDOW, 0.0):
                x = m.words(collate([example(d, a, b, pieces, labels, False)]))
                guess, want = spans(m.tags["roles"](x)[0].argmax(-1).tolist()), spans(d.roles[a:b])
                for r, c in counts.items():
                    of = lambda s: {y for y in s if y[2] == r}
                    c[0] += len(of(guess) & of(want)); c[1] += len(of(guess)); c[2] += len(of(want))
    m.train()
    return {r: round(200 * c[0] / max(1, c[1] + c[2]), 1) for r, c in counts.items()}


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", required=True, help="folder with train/ and gold/")
    ap.add_argument("--package", help="folder of the package that MiniLM comes in")
    ap.add_argument("--from", dest="start", help="checkpoint to go on from")
    ap.add_argument("--out", required=True)
    ap.add_argument("--steps", type=int, default=5000)
    ap.add_argument("--decay", type=int, default=1200)
    ap.add_argument("--warmup", type=int, default=100)
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--head-rate", type=float, default=1.5e-3)
    ap.add_argument("--budget", type=int, default=1600)
    ap.add_argument("--mix", default="46,38,6,10", help="shares of treebank, attribution, name and coreference batches")
    ap.add_argument("--singles", type=float, default=0.8, help="share of sentences of the treebanks that stand alone")
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--half", action="store_true", help="the encoder in bfloat16, for processors that have it")
    ap.add_argument("--mean", type=float, default=0.99, help="how much of the running mean of the weights stays every five steps")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--save-every", type=int, default=200)
    ap.add_argument("--test-every", type=int, default=600)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    random.seed(a.seed)
    torch.manual_seed(a.seed)
    sys.path.insert(0, os.path.join(a.data, "gold"))
    import score_polnear

    ud = lambda name: data.conllu(os.path.join(a.data, "train", "ud", name + ".conllu"))
    ewt, gum, dev, gum_dev = ud("en_ewt-train"), ud("en_gum_free-train"), ud("en_ewt-dev"), ud("en_gum_free-dev")
    labels = data.label_lists(ewt + gum)
    labels_index = {k: {v: i for i, v in enumerate(vs)} for k, vs in labels.items()}
    for d in ewt:
        data.weak_names(d)
    for d in gum:
        data.gum_names(d)
    named = data.named_sets(os.path.join(a.data, "train", "names"))
    said = data.polnear(os.path.join(a.data, "gold", "polnear", "train"), score_polnear)
    said_dev = data.polnear(os.path.join(a.data, "gold", "polnear", "dev"), score_polnear)[:20]
    uner = data.columns_uner(os.path.join(a.data, "train", "names", "uner_ewt-dev.iob2"))

    if a.start:
        m, saved = network.load(a.start)
        vocabulary, done = saved["vocabulary"], saved["steps"]
    else:
        encoder, vocabulary = network.start_from(a.package, features.kept)
        m = network.Reader(len(vocabulary), labels)
        m.encoder, done = encoder, 0
    pieces = features.Pieces(vocabulary)
    full = {**labels, "index": labels_index}

    # What is told of pairs of mentions by table is few numbers, seldom seen: they move fast.
    group_of = lambda n: 0 if n.startswith("encoder.") and "shape" not in n and "quote" not in n else 2 if n.startswith("same_") else 1
    parts = [[p for n, p in m.named_parameters() if group_of(n) == k] for k in range(3)]
    rates = (a.rate, a.head_rate, 20 * a.head_rate)
    optimiser = torch.optim.AdamW([{"params": p, "lr": r, "top": r} for p, r in zip(parts, rates)], weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    if a.start and "optimiser" in saved and len(saved["optimiser"]["param_groups"]) == len(parts):
        optimiser.load_state_dict(saved["optimiser"])

    # Reports may be one paragraph long: attributions are seen in short windows too.
    limits = (96, WINDOW), (32, 48, 96, WINDOW, WINDOW), (96, WINDOW)
    streams = [stream(d, pieces, full, lone, sizes, a.budget) for d, lone, sizes in zip((ewt + gum, said, named), (a.singles, 0.15, 0.0), limits)]
    streams.append(whole(gum, pieces, full, a.budget))
    mix = [float(x) for x in a.mix.split(",")]
    begun, seen, losses = time.time(), 0, [0.0] * len(streams)
    mean = copy.deepcopy(m)
    m.train()
    for step in range(a.steps):
        warm = min(1.0, (step + 1) / a.warmup)
        fall = min(1.0, (a.steps - step) / max(1, a.decay))
        for g in optimiser.param_groups:
            g["lr"] = g["top"] * warm * fall
        which = random.choices(range(len(streams)), mix)[0]
        loss = loss_of(m, next(streams[which]), a.half)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(m.parameters(), 5.0)
        optimiser.step()
        if (step + 1) % 5 == 0:
            with torch.no_grad():
                torch._foreach_lerp_(list(mean.parameters()), list(m.parameters()), 1.0 - min(a.mean, (step + 1) / (step + 51)))
        seen += int(b["mask"].sum())
        losses[which] = 0.95 * losses[which] + 0.05 * loss.item()
        if (step + 1) % 50 == 0:
            print(f"step {done + step + 1} losses {' '.join(f'{x:.2f}' for x in losses)} pieces/s {seen / (time.time() - begun):.0f}", flush=True)
        if (step + 1) % a.save_every == 0 or step + 1 == a.steps:
            network.save(m, labels, vocabulary, a.out, steps=done + step + 1, seed=a.seed, mean=mean.state_dict(), optimiser=optimiser.state_dict())
        if (step + 1) % a.test_every == 0 or step + 1 == a.steps:
            print("dev", evaluate(mean, dev, pieces, full), "names", names_f(mean, uner, pieces, full), roles_f(mean, said_dev, pieces, full), "antecedents", antecedents_right(mean, gum_dev, pieces, full), flush=True)


if __name__ == "__main__":
    main()
