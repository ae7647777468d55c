"""Trains the heads for events on the reader's encoder, together with the heads that are there.

usage: events.py --data DIR --records DIR --from reader.pt --out events.pt [--steps N] [--decay N] …
--records holds train and dev, each as .ndjson and .conllu: what `demarche read` writes of DIR/train/events. As in train.py the rate
warms up, stays level and falls to zero over the last --decay steps, so a run can be carried on (--from its checkpoint) or ended.
Every tenth report is held out unless --all is given. EVENTS.md says what the heads are; decide.py reads, measures and tunes.
"""

import argparse
import copy
import math
import os
import pickle
import random
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

import data
import features
import model as network
import reports
import train
from reports import KINDS, PAIR, POINTS, SEATS, SIDES, SPEECH, STATUS, TYPES

WIDTH = network.WIDTH
ACT, PART, POINT, SAME, MIX = 256, 128, 64, 64, 32
LIKENESS, GAPS = 3, 8
OUT = -1e4


class Heads(nn.Module):
    def __init__(self, tables):
        super().__init__()
        relations, codes = len(tables.relations) + 1, len(tables.codes)
        self.act, self.report = nn.Linear(WIDTH, ACT), nn.Linear(WIDTH, ACT)
        self.act_relation, self.act_seat, self.act_speech = nn.Embedding(relations, ACT), nn.Embedding(SEATS, ACT), nn.Embedding(SPEECH, ACT)
        self.act_dependent = nn.Embedding(relations * len(KINDS), ACT)
        self.kind = nn.Linear(ACT, len(TYPES))
        self.code, self.code_kind = nn.Linear(ACT, codes), nn.Embedding(len(TYPES), codes)
        self.allowed = torch.tensor([tables.allowed(k) for k in range(len(TYPES))])
        self.manner = nn.Linear(WIDTH, PART)
        self.manner_kind, self.manner_speech = nn.Embedding(len(TYPES), PART), nn.Embedding(SPEECH, PART)
        self.status = nn.Linear(PART, len(STATUS))
        self.party_act, self.party_kind = nn.Linear(WIDTH, PART), nn.Embedding(len(TYPES), PART)
        self.party_first, self.party_head = nn.Linear(WIDTH, PART), nn.Linear(WIDTH, PART)
        self.party_from, self.party_to = nn.Linear(PART, PART), nn.Linear(PART, PART)
        sizes = dict(distance=2 * network.DISTANCES, offset=2 * reports.NEAR + 1, form=len(reports.FORMS), kind=len(KINDS), rank=reports.RANKS,
                     path=len(tables.paths), relation=relations, case=len(reports.CASES), sector=len(reports.SECTORS), country=3,
                     speech=reports.ROLES, frequency=reports.FREQUENCIES, nested=2)
        self.pair = nn.ModuleDict({k: nn.Embedding(sizes[k], PART) for k in PAIR})
        self.party, self.party_both = nn.Linear(PART, 2 * len(SIDES)), nn.Parameter(torch.zeros(len(SIDES), PART))
        self.party_none = nn.Linear(PART, len(SIDES))
        self.point_act, self.point_word = nn.Linear(WIDTH, len(POINTS) * POINT), nn.Linear(WIDTH, len(POINTS) * POINT)
        self.point_distance, self.point_none = nn.Embedding(2 * network.DISTANCES, len(POINTS)), nn.Linear(PART, len(POINTS))
        self.same_later, self.same_earlier = nn.Linear(WIDTH, SAME), nn.Linear(WIDTH, SAME)
        self.same_mix, self.same_parties, self.same = nn.Linear(SAME, MIX), nn.Linear(4, MIX), nn.Linear(MIX, 1)
        self.same_likeness, self.same_gap, self.same_new = nn.Embedding(2 * LIKENESS, MIX), nn.Embedding(2 * GAPS, MIX), nn.Linear(SAME, 1)
        for module in self.modules():
            if isinstance(module, nn.Embedding):
                nn.init.normal_(module.weight, std=0.02)
        self.drop = nn.Dropout(0.15)
        # At first most words are no act, and most mentions no party.
        self.kind.bias.data[0], self.party.bias.data[len(SIDES):] = 4.0, -3.0

    def acts(self, r, x, words=None):
        """What is known of each word as an act: the input of type and code."""
        words = range(len(r.words)) if words is None else words
        relation = torch.tensor([r.tables.relation(r.rel[w]) for w in words])
        seat, speech = torch.tensor([r.seat(w) for w in words]), torch.tensor([r.speech(w) for w in words])
        below = [[r.tables.relation(q) * len(KINDS) + k for q, k in r.dependents[w]] for w in words]
        ends = torch.tensor([0] + [len(b) for b in below[:-1]]).cumsum(0)
        below = F.embedding_bag(torch.tensor([v for b in below for v in b], dtype=torch.long), self.act_dependent.weight, ends, mode="sum")
        h = self.act(self.drop(x)) + self.report(x.mean(0)) + self.act_relation(relation) + self.act_seat(seat) + self.act_speech(speech) + below
        return self.drop(F.gelu(h, approximate="tanh"))

    def codes(self, h, kinds):
        """Scores of the codes that each act's type may have."""
        scores = self.code(h) + self.code_kind(kinds)
        return scores.masked_fill(~self.allowed[kinds], OUT)

    def statuses(self, r, x, words, kinds):
        speech = torch.tensor([r.speech(w) for w in words])
        h = self.manner(self.drop(x[words])) + self.manner_kind(kinds) + self.manner_speech(speech)
        return self.status(self.drop(F.gelu(h, approximate="tanh")))

    def parties(self, r, x, words, kinds):
        """Of every act the mentions near it (filled up with -1); scores of none and each as first of a side; of each as one of a side."""
        t = F.gelu(self.party_act(self.drop(x[words])) + self.party_kind(kinds), approximate="tanh")
        found = [r.pair_features(w, r.tables) for w in words]
        most = max(1, max(len(n) for n, _ in found))
        near = torch.tensor([n + [-1] * (most - len(n)) for n, _ in found])
        none = self.party_none(t)
        if not r.mentions:
            return near, none[:, None], none.new_full((len(words), most, len(SIDES)), OUT)
        zero = (0,) * len(PAIR)
        classes = torch.tensor([f + [zero] * (most - len(f)) for _, f in found])
        first, head = torch.tensor([i for i, *_ in r.mentions]), torch.tensor(r.tops)
        m = F.gelu(self.party_first(self.drop(x[first])) + self.party_head(self.drop(x[head])), approximate="tanh")
        there = near.clamp(min=0)
        h = self.party_from(t)[:, None] + self.party_to(m)[there] + sum(self.pair[k](classes[..., n]) for n, k in enumerate(PAIR))
        both = torch.einsum("th,sh,tkh->tks", t, self.party_both, m[there])
        out = self.party(self.drop(F.gelu(h, approximate="tanh"))) + torch.cat([both, both], -1)
        out = out.masked_fill((near < 0)[..., None], OUT)
        return near, torch.cat([none[:, None], out[..., :len(SIDES)]], 1), out[..., len(SIDES):]

    def pointers(self, r, x, words, kinds):
        """Scores of none and of every word near each act as where or when it is done."""
        t = F.gelu(self.party_act(self.drop(x[words])) + self.party_kind(kinds), approximate="tanh")
        lo = min(i for i, s in enumerate(r.sent) if s >= r.sent[min(words)] - reports.NEAR)
        hi = max(i for i, s in enumerate(r.sent) if s <= r.sent[max(words)] + reports.NEAR) + 1
        act, word = self.point_act(x[words]).view(len(words), len(POINTS), POINT), self.point_word(x[lo:hi]).view(hi - lo, len(POINTS), POINT)
        distance = torch.tensor([[network.bucket(v - w) for v in range(lo, hi)] for w in words])
        far = torch.tensor([[abs(r.sent[v] - r.sent[w]) > reports.NEAR for v in range(lo, hi)] for w in words])
        scores = torch.einsum("tpd,vpd->tvp", act, word) / math.sqrt(POINT) + self.point_distance(distance)
        return lo, torch.cat([self.point_none(t)[:, None], scores.masked_fill(far[..., None], OUT)], 1)

    def retellings(self, r, x, words, kinds, parties):
        """Scores of a new event and of every earlier act as the same one. Acts come in the order of the text; `parties`: of each act the
        share of every actor on the first two sides."""
        n, low = len(words), [(r.rows[w][3] or r.words[w]).lower() for w in words]
        like = lambda i, j: 2 if low[i] == low[j] else int(low[i][:4] == low[j][:4])
        agree = (kinds[:, None] == kinds[None]).long()
        likeness = torch.tensor([[like(i, j) for j in range(n)] for i in range(n)])
        gap = torch.tensor([[min(GAPS - 1, abs(r.sent[a] - r.sent[b])) for b in words] for a in words])
        a, b = parties
        shared = torch.stack([a @ a.T, b @ b.T, a @ b.T, b @ a.T], -1)
        later, earlier = self.same_later(self.drop(x[words])), self.same_earlier(self.drop(x[words]))
        h = self.same_mix(later[:, None] * earlier[None]) + self.same_parties(shared)
        h = h + self.same_likeness(likeness + LIKENESS * agree) + self.same_gap(gap + GAPS * agree)
        scores = self.same(F.gelu(h, approximate="tanh")).squeeze(-1) + later @ earlier.T / math.sqrt(SAME)
        before = torch.ones(n, n, dtype=torch.bool).tril(-1)
        return torch.cat([self.same_new(later), scores.masked_fill(~before, OUT)], 1)


def shares(r, near, first):
    """Of each act the share of every actor as first of a side: (acts, actors), for the first two sides."""
    p = first.detach().softmax(1)[:, 1:]
    actor = torch.tensor([m[2] for m in r.mentions] or [0])[near.clamp(min=0)]
    return [torch.zeros(len(near), max(1, len(r.codes))).scatter_add_(1, actor, p[..., s] * (near >= 0)) if p.shape[1] else torch.zeros(len(near), 1)
            for s in range(2)]


def soft(names, table):
    """The best answer has 0.7, what one might as well say shares the rest."""
    out = [0.0] * len(table)
    for i, n in enumerate(names):
        out[table.index(n)] += 1.0 if len(names) == 1 else 0.7 if i == 0 else 0.3 / (len(names) - 1)
    return out


def any_of(logp, right, dim=-1):
    """Minus the log of the share that goes to any right answer; nothing where there is none."""
    some = right.any(dim)
    return -logp.masked_fill(~right, OUT).logsumexp(dim) * some


def act_loss(h, m, r):
    """Type at every word. Of several words of one act the one that fits best counts, the others say nothing."""
    logp = m.kind(h).log_softmax(-1)
    target, weight = torch.zeros_like(logp), torch.ones(len(r.words))
    target[:, 0] = 1
    for e in r.events:
        weight[list(e["all"])] = 0
    for e in r.events:
        t = torch.tensor(soft(e["types"], TYPES))
        e["word"] = max(e["words"], key=lambda w: (logp[w] * t).sum().item())
        target[e["word"]], weight[e["word"]] = t, 0.6 if e["optional"] else 1.0
    exact = -(target * logp).sum(-1)
    return (weight * (0.5 * exact + 0.5 * any_of(logp, target > 0))).sum()


def code_loss(h, m, r, words, kinds):
    logp = m.codes(h[words], kinds).log_softmax(-1)
    right = [[any(reports.code_right(c, w) for w in e["codes"]) for c in r.tables.codes] for e in r.events]
    best = [[reports.code_right(c, e["codes"][0]) if e["codes"] else False for c in r.tables.codes] for e in r.events]
    right, best = (torch.tensor(t) & m.allowed[kinds] for t in (right, best))
    return (0.5 * any_of(logp, right) + 0.5 * any_of(logp, best)).sum()


def party_loss(r, near, first, each):
    logp, total = first.log_softmax(1), 0.0
    row = near.tolist()
    for s in range(len(SIDES)):
        exact, right, some = torch.zeros(logp.shape[:2], dtype=torch.bool), torch.zeros(logp.shape[:2], dtype=torch.bool), torch.ones(each.shape[:2])
        for n, e in enumerate(r.events):
            sets = e["sides"][s]
            exact[n, 1:] = torch.tensor([sets is not None and k in sets[0] for k in row[n]])
            right[n, 1:] = torch.tensor([sets is not None and k in sets[1] for k in row[n]])
            right[n, 0] = exact[n, 0] = sets is None
        part = 0.5 * any_of(logp[..., s], right) + 0.5 * any_of(logp[..., s], torch.where(exact.any(1, keepdim=True), exact, right))
        counted = (near >= 0) & (exact[:, 1:] | ~right[:, 1:])
        apart = F.binary_cross_entropy_with_logits(each[..., s], exact[:, 1:].float(), reduction="none") * counted
        total = total + (0.3 if SIDES[s] == "by" else 1.0) * (part.sum() + 0.5 * apart.sum())
    return total


def point_loss(r, lo, scores):
    logp = scores.log_softmax(1)
    right = torch.zeros(scores.shape, dtype=torch.bool)
    for n, e in enumerate(r.events):
        for p, where in enumerate(e["points"]):
            right[n, 0, p] = not where
            if where and lo <= where[0] and where[1] <= lo + scores.shape[1] - 1:
                right[n, 1 + where[0] - lo:1 + where[1] - lo, p] = True
    right &= scores > OUT / 2
    return any_of(logp, right, 1).sum()


def same_loss(m, r, x, kinds, words, parties):
    order = sorted(range(len(words)), key=lambda k: words[k])
    groups = torch.tensor([r.events[k]["group"] for k in order])
    scores = m.retellings(r, x, [words[k] for k in order], kinds[order], [p[order] for p in parties])
    right = (groups[:, None] == groups[None]).tril(-1)
    right = torch.cat([~right.any(1, keepdim=True), right], 1)
    return any_of(scores.log_softmax(-1), right).sum()


WEIGHTS = dict(act=1.0, code=0.2, status=0.5, party=0.6, point=0.15, same=0.4)


def losses(m, r, x):
    """The losses of one report by name, each a sum over its acts; and how many acts it has."""
    h = m.acts(r, x)
    out = dict(act=act_loss(h, m, r))
    if not r.events:
        return out, 0
    words, kinds = [e["word"] for e in r.events], torch.tensor([TYPES.index(e["types"][0]) for e in r.events])
    out["code"] = code_loss(h, m, r, words, kinds)
    status = torch.tensor([soft(e["status"], STATUS) for e in r.events])
    logp = m.statuses(r, x, words, kinds).log_softmax(-1)
    out["status"] = 0.5 * (any_of(logp, status > 0) - (status * logp).sum(-1)).sum()
    near, first, each = m.parties(r, x, words, kinds)
    out["party"] = party_loss(r, near, first, each)
    out["point"] = point_loss(r, *m.pointers(r, x, words, kinds))
    out["same"] = same_loss(m, r, x, kinds, words, shares(r, near, first))
    return out, len(words)


# ---- windows

def units(r, limit, offset=0, paragraphs=False):
    """Ranges of words of up to `limit` pieces, the first of up to `offset`: whole sentences, or as the reader packs them, whole
    paragraphs where one fits."""
    out, begin, filled, whole = [], 0, 1, 0
    w = 0
    while w < len(r.words):
        unit = w in r.breaks if paragraphs else r.sent[w] != r.sent[w - 1]
        if w > begin and unit:
            whole, filled = w, filled + 1
        if filled + len(r.ids[w]) > (offset if offset and not out else limit) and w > begin:
            end = whole if whole > begin else w
            out.append((begin, end))
            begin = whole = w = end
            filled = 1
            continue
        filled += len(r.ids[w])
        w += 1
    return out + [(begin, len(r.words))] if r.words else []


def packs(examples, budget):
    """Numbers of examples of like length together, so that little is filling."""
    out, order = [[]], sorted(range(len(examples)), key=lambda k: -len(examples[k]["pieces"]))
    for k in order:
        if out[-1] and len(examples[out[-1][0]]["pieces"]) * (len(out[-1]) + 1) > budget:
            out.append([])
        out[-1].append(k)
    return out


def encode(reader, rows, pieces, labels, half, budget=1200, guard=0.0):
    """The words' vectors of every (report, ranges), and the loss of the heads that were there on what the program read before."""
    examples = [train.example(r.document, i, j, pieces, labels, False) for r, ranges in rows for i, j in ranges]
    vectors, kept = [None] * len(examples), 0.0
    for pack in packs(examples, budget):
        b = train.collate([examples[k] for k in pack])
        with torch.autocast("cpu", torch.bfloat16, enabled=half):
            x = reader.words(b)
        x = x.float()
        if guard:
            kept = kept + guard * train.loss_on(reader, x, b) * len(pack) / len(examples)
        for n, k in enumerate(pack):
            vectors[k] = x[n, :examples[k]["words"]]
    vectors = iter(vectors)
    return [torch.cat([next(vectors) for _ in ranges]) for _, ranges in rows], kept


def prepare(reports_, pieces, tables, pronouns):
    """Pieces, tables and the document whose labels guard the older heads; a capitalised pronoun that no treebank knows is doubted."""
    for r in reports_:
        r.ids, r.tables = [pieces.of(w) for w in r.words], tables
        rows = [(None, None, None, *q[3:]) if q[0] == "PRON" and w[0].isupper() and w.lower() not in pronouns else q for w, q in zip(r.words, r.rows)]
        r.document = data.Document(r.words, r.breaks, r.sent, rows, names=r.names)


def loaded(a):
    """Reports as places of words; kept beside the records, since reading them takes a while."""
    out = {}
    for name in ("train", "dev"):
        kept = os.path.join(a.records, name + ".pickle")
        if not os.path.exists(kept):
            with open(kept + ".part", "wb") as f:
                pickle.dump(reports.load(os.path.join(a.data, "train", "events"), a.records, name), f)
            os.replace(kept + ".part", kept)
        with open(kept, "rb") as f:
            out[name] = [r for r in pickle.load(f) if r.words]
    return out["train"], out["dev"]


def start(path):
    """Reader, heads (None where the checkpoint has none) and what was saved."""
    reader, saved = network.load(path)
    if "events" not in saved:
        return reader, None, saved
    tables = reports.Tables(**saved["tables"])
    heads = Heads(tables)
    heads.load_state_dict(saved["events"])
    return reader, heads, saved


def save(path, reader, heads, tables, saved, **more):
    network.save(reader, saved["labels"], saved["vocabulary"], path, events=heads.state_dict(),
                 tables=dict(relations=tables.relations, paths=tables.paths, codes=tables.codes), **more)


def guards(a, pieces, full):
    """The batches on which train.py trains: treebanks, attributions, names, coreference; and the pronouns that treebanks know."""
    sys.path.insert(0, os.path.join(a.data, "gold"))
    import score_polnear

    ud = lambda name: data.conllu(os.path.join(a.data, "train", "ud", name + ".conllu"))
    ewt, gum = ud("en_ewt-train"), ud("en_gum_free-train")
    for d in ewt:
        data.weak_names(d)
    for d in gum:
        data.gum_names(d)
    pronouns = {w.lower() for d in ewt + gum for w, q in zip(d.words, d.rows) if q[0] == "PRON" and not w[0].isupper()} | {"i"}
    named = data.named_sets(os.path.join(a.data, "train", "names"))
    said = data.polnear(os.path.join(a.data, "gold", "polnear", "train"), score_polnear)
    limits = (96, train.WINDOW), (48, 96, train.WINDOW, train.WINDOW), (96, train.WINDOW)
    streams = [train.stream(d, pieces, full, lone, sizes, a.budget) for d, lone, sizes in zip((ewt + gum, said, named), (0.1, 0.15, 0.0), limits)]
    return streams + [train.whole(gum, pieces, full, a.budget)], pronouns


def rates(reader, heads, a):
    """The encoder moves slowly, the tables of antecedents fast, word pieces and positions not at all."""
    parts = [[], [], [], []]
    for n, p in reader.named_parameters():
        if n in ("encoder.piece.weight", "encoder.position.weight"):
            p.requires_grad = False
            continue
        parts[0 if n.startswith("encoder.") else 2 if n.startswith("same_") else 1].append(p)
    parts[3] = list(heads.parameters())
    tops = (a.rate, 0.3 * a.head_rate, 3 * a.head_rate, a.head_rate)
    return torch.optim.AdamW([{"params": p, "lr": r, "top": r} for p, r in zip(parts, tops)], weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def arguments():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", required=True, help="folder with train/ and gold/")
    ap.add_argument("--records", required=True, help="folder with the program's records of the reports")
    ap.add_argument("--from", dest="start", required=True, help="checkpoint to go on from")
    ap.add_argument("--out", required=True)
    ap.add_argument("--steps", type=int, default=2000)
    ap.add_argument("--decay", type=int, default=1000)
    ap.add_argument("--minutes", type=float, help="end after so many minutes at the latest; the rate falls over the second half of them")
    ap.add_argument("--warmup", type=int, default=80)
    ap.add_argument("--rate", type=float, default=1.5e-4)
    ap.add_argument("--head-rate", type=float, default=1.5e-3)
    ap.add_argument("--budget", type=int, default=900, help="pieces in a batch")
    ap.add_argument("--mix", default="74,9,9,2,6", help="shares of batches of events, treebanks, attributions, names and coreference")
    ap.add_argument("--guard", type=float, default=0.3, help="weight of what the program read before, on reports with events")
    ap.add_argument("--share", type=float, default=1.0, help="share of the reports trained on")
    ap.add_argument("--all", action="store_true", help="hold no reports out")
    ap.add_argument("--half", action="store_true", help="the encoder in bfloat16, for processors that have it")
    ap.add_argument("--mean", type=float, default=0.98, help="how much of the running mean of the weights stays every five steps")
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--save-every", type=int, default=100)
    return ap.parse_args()


def held_out(all_reports):
    return [r for k, r in enumerate(all_reports) if k % 10 == 0]


def batches(trained, budget):
    """Whole reports, as many as fill the budget, in a new order every round."""
    queue = []
    while True:
        batch = []
        while sum(sum(map(len, r.ids)) for r in batch) < budget:
            queue = queue or random.sample(trained, len(trained))
            batch.append(queue.pop())
        yield batch


def event_step(reader, heads, batch, pieces, full, a):
    limit = random.choice((96, 128, train.WINDOW))
    rows = [(r, units(r, limit, random.randint(24, limit))) for r in batch]
    vectors, kept = encode(reader, rows, pieces, full, a.half, guard=a.guard)
    parts = [losses(heads, r, x) for (r, _), x in zip(rows, vectors)]
    count = max(1, sum(n for _, n in parts))
    told = {k: sum(p.get(k, 0.0) for p, _ in parts) / count for k in WEIGHTS}
    return kept + sum(WEIGHTS[k] * v for k, v in told.items()), {k: float(torch.as_tensor(v).detach()) for k, v in told.items()}


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    random.seed(a.seed)
    torch.manual_seed(a.seed)
    reader, heads, saved = start(a.start)
    pieces = features.Pieces(saved["vocabulary"])
    full = {**saved["labels"], "index": {k: {v: i for i, v in enumerate(vs)} for k, vs in saved["labels"].items()}}
    everything, _ = loaded(a)
    trained = everything if a.all else [r for k, r in enumerate(everything) if k % 10]
    trained = random.Random(7).sample(trained, round(a.share * len(trained)))
    if heads is None:
        tables = reports.Tables(saved["labels"]["deprel"])
        tables.learn(trained)
        heads = Heads(tables)
    tables = reports.Tables(**saved["tables"]) if "tables" in saved else tables
    streams, pronouns = guards(a, pieces, full)
    prepare(trained, pieces, tables, pronouns)
    optimiser = rates(reader, heads, a)
    if "optimiser" in saved and "events" in saved:
        tops = [g["top"] for g in optimiser.param_groups]
        optimiser.load_state_dict(saved["optimiser"])
        for g, top in zip(optimiser.param_groups, tops):
            g["top"] = top
    both = nn.ModuleList([reader, heads])
    mean = copy.deepcopy(both)
    if "mean" in saved and "events" in saved:
        mean[0].load_state_dict(saved["mean"])
        mean[1].load_state_dict(saved["events_mean"])
    done = saved["steps"] if "events" in saved else 0
    mix, queue = [float(x) for x in a.mix.split(",")], batches(trained, a.budget)
    print(f"reports {len(trained)}, paths {len(tables.paths)}, codes {len(tables.codes)}, weights of heads {sum(p.numel() for p in heads.parameters())}", flush=True)
    begun, seen, running = time.time(), [0] * len(mix), {}
    both.train()
    for step in range(a.steps):
        warm, fall = min(1.0, (step + 1) / a.warmup), min(1.0, (a.steps - step) / max(1, a.decay))
        if a.minutes:
            left = 1.0 - (time.time() - begun) / (60 * a.minutes)
            fall = max(0.0, min(fall, 2 * left))
        for g in optimiser.param_groups:
            g["lr"] = g["top"] * warm * fall
        which = random.choices(range(len(mix)), mix)[0]
        seen[which] += 1
        if which:
            loss = train.loss_of(reader, next(streams[which - 1]), a.half)
            told = {"treebank attribution name coreference".split()[which - 1]: loss.item()}
        else:
            loss, told = event_step(reader, heads, next(queue), pieces, full, a)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([p for p in both.parameters() if p.grad is not None], 2.0)
        optimiser.step()
        for k, v in told.items():
            running[k] = running.get(k, v) * 0.95 + 0.05 * v
        if (step + 1) % 5 == 0:
            with torch.no_grad():
                torch._foreach_lerp_(list(mean.parameters()), list(both.parameters()), 1.0 - min(a.mean, (done + step + 1) / (done + step + 51)))
        if (step + 1) % 25 == 0 or step < 3:
            print(f"step {done + step + 1} {time.time() - begun:.0f} s", " ".join(f"{k} {v:.2f}" for k, v in running.items()), seen, flush=True)
        over = step + 1 == a.steps or a.minutes and left <= 0
        if (step + 1) % a.save_every == 0 or over:
            save(a.out, reader, heads, tables, saved, steps=done + step + 1, seed=a.seed, mean=mean[0].state_dict(), events_mean=mean[1].state_dict(),
                 optimiser=optimiser.state_dict())
        if over:
            break


if __name__ == "__main__":
    main()
