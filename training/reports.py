"""Reports annotated with events, read beside what the program itself says of them.

The words, sentences, trees, names and mentions are the program's own (`demarche read`, as CoNLL-U and as NDJSON), so that
the heads learn from what they will be given. Everything is turned into places of words. EVENTS.md names the features.
"""

import bisect
import collections
import json
import re

import data
import features
import model as network

TYPES = ["none", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "RETREAT", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
         "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
ROOTS = {"AGREE": ["03"], "CONSULT": ["04"], "SUPPORT": ["05"], "CONCEDE": ["08"], "RETREAT": ["08"], "COOPERATE": ["06"], "AID": ["07"],
         "REQUEST": ["02", "10"], "ACCUSE": ["09", "11"], "REJECT": ["12"], "THREATEN": ["13"], "PROTEST": ["14"], "SANCTION": ["16"],
         "MOBILIZE": ["15"], "COERCE": ["17"], "ASSAULT": ["18", "19", "20"]}
STATUS = ["actual", "negated", "denied", "alleged", "promised", "intended", "scheduled", "conditional", "possible", "demanded", "rejected",
          "hypothetical"]
SIDES = ["actors", "recipients", "by"]
POINTS = ["place", "date"]
FORMS = ["", "name", "description", "pronoun", "metonym"]
KINDS = ["", "person", "state", "organisation", "group", "place"]
SECTORS = ["", "GOV", "MIL", "COP", "LEG", "JUD", "OPP", "PTY", "REB", "SEP", "SPY", "UAF", "MED", "EDU", "BUS", "CVL", "LAB", "REF", "CRM",
           "ELI", "REL", "IGO", "NGO", "HLH", "AGR", "other"]
STANCES = ["", "assert", "announce", "criticise", "request", "demand", "agree", "reject", "support", "ask", "predict", "silence", "promise",
           "warn", "deny", "explain", "praise", "threaten", "doubt", "other"]
CASES = ["", "by", "of", "to", "with", "against", "on", "from", "for", "in", "at", "between", "among", "into", "over", "other"]
UNSEEN = "[\\s\u00ad\u200b-\u200f\u2060\ufeff]*"
SMALL = set("a an the to of on in at for with by from and or be been being is are was were has have had not no its their his her".split())

NEAR = 2          # sentences to either side in which a party may be named
RANKS = 9         # 0 the mention nearest to the act, … 8 the ninth or farther
ROLES = 7
SEATS = 8
FREQUENCIES = 4
PATH_STEPS = 4    # a way through the tree that is longer is "far"
PATHS_KEPT = 400
PATHS_SEEN = 6    # a way that train has less often is unknown
PAIR = ["distance", "offset", "form", "kind", "rank", "path", "relation", "case", "sector", "country", "speech", "frequency", "nested"]


def index_of(table, value):
    """The place of a value in a list whose last entry is `other`, or whose first stands for none."""
    return table.index(value) if value in table else len(table) - 1 if table[-1] == "other" and value else 0


class Report:
    def __init__(self, gold, record, rows):
        """`rows`: sentences of CoNLL-U cells, each with whether a paragraph begins there."""
        self.gold, self.record, text = gold, record, gold["text"]
        self.words, self.spans, self.sent, self.breaks, self.rows, self.names = [], [], [], set(), [], []
        self.read_words(text, rows)
        self.starts = [s for s, _ in self.spans]
        self.quotes = features.quote_states(self.words, self.breaks)
        self.shapes = [features.shape(w) for w in self.words]
        self.head, self.rel = [r[4] for r in self.rows], [r[5] for r in self.rows]
        self.read_mentions()
        self.read_speech()
        self.events = [self.event(k, e) for k, e in enumerate(gold["events"])] if self.words else []
        self.events = [e for e in self.events if e]
        self.pairs = {}

    def read_words(self, text, sentences):
        at = 0
        for number, (paragraph, tokens) in enumerate(sentences):
            found = re.compile(UNSEEN.join(re.escape(c[1]) for c in tokens)).search(text, at)
            at, base = found.start() if found else at, len(self.words)
            if paragraph:
                self.breaks.add(base)
            for c in tokens:
                at = text.index(c[1], at)
                self.spans.append((at, at + len(c[1])))
                at += len(c[1])
                self.words.append(c[1])
                self.sent.append(number)
                head = int(c[6])
                self.rows.append((c[3], c[4], c[5], c[2], base + head - 1 if head else -1, c[7]))
                name = next((f[4:] for f in c[9].split("|") if f.startswith("NER=")), "O")
                self.names.append(data.NAMES.index(name) if name in data.NAMES else 0)

    def at(self, span):
        """The words that a span of the text covers: from, to; None where the program read no word there."""
        i = max(0, bisect.bisect_right(self.starts, span[0]) - 1)
        if self.spans[i][1] <= span[0]:
            i += 1
        j = bisect.bisect_left(self.starts, span[1])
        return (i, j) if i < j else None

    def read_mentions(self):
        actors = self.record["actors"]
        self.actor_of = {a["id"]: k for k, a in enumerate(actors)}
        self.codes = [a["code"] for a in actors]
        frequency = [min(FREQUENCIES - 1, len(a["mentions"]).bit_length() - 1) for a in actors]
        sector = [index_of(SECTORS, (a["sectors"] or [""])[0]) for a in actors]
        country = [1 if a["country"] else 2 if a["code"] else 0 for a in actors]
        found = {}
        for k, a in enumerate(actors):
            for m in a["mentions"]:
                where = self.at(m["span"]) if self.words else None
                if where:
                    found.setdefault((*where, k), (index_of(FORMS, m["form"]), index_of(KINDS, a["kind"]), sector[k], country[k], frequency[k]))
        self.mentions = sorted(found)
        self.known = [found[m] for m in self.mentions]
        self.tops = [next((w for w in range(i, j) if not i <= self.head[w] < j), j - 1) for i, j, _ in self.mentions]
        inner = lambda a, b: b[0] <= a[0] and a[1] <= b[1] and a[:2] != b[:2]
        self.nested = [int(any(inner(m, o) for o in self.mentions[max(0, k - 6):k + 7])) for k, m in enumerate(self.mentions)]
        first_case = {}
        for w in reversed(range(len(self.words))):
            if self.rel[w] == "case":
                first_case[self.head[w]] = self.words[w].lower()
        self.case = [index_of(CASES, first_case.get(t, "")) for t in self.tops]
        self.dependents = [[] for _ in self.words]
        for t, known in zip(self.tops, self.known):
            if self.head[t] >= 0:
                self.dependents[self.head[t]].append((self.rel[t], known[1]))

    def read_speech(self):
        """Of every word the statement in which it stands: its stance, and whether the word is its cue."""
        n = len(self.words)
        self.stance, self.cue, self.inside, self.cued = [0] * n, [False] * n, [None] * n, [None] * n
        self.statements = []
        for s in self.record["statements"]:
            where = lambda x: self.at(x["span"]) if x and x.get("span") and self.words else None
            contents, cue, speaker = [where(c) for c in s["content"]], where(s["cue"]), s["speaker"] or {}
            k = len(self.statements)
            self.statements.append((self.actor_of.get(speaker.get("actor")), where(speaker), [c for c in contents if c]))
            # Statements come in the order of the text, those inside others behind them: the innermost is written last.
            for c in filter(None, contents):
                for w in range(*c):
                    self.inside[w], self.stance[w] = k, index_of(STANCES, s["stance"])
            for w in range(*(cue or (0, 0))):
                self.cued[w] = k

    def seat(self, w):
        """Where in the report a word stands: 0 title or first sentence, then by rough distance from the beginning."""
        return min(SEATS - 1, self.sent[w].bit_length())

    def event(self, number, e):
        where = self.at(e["span"])
        if not where:
            return None
        words = [w for w in range(*where) if self.words[w].lower() not in SMALL and self.words[w][0].isalnum()] or [where[0]]
        group = number if e.get("same") is None else next((x["group"] for x in self.gold_of(e["same"])), e["same"])
        by = e.get("by", [])
        sides = [self.party(e["actors"]), self.party(e["recipients"]), self.party(by)]
        points = [self.point(e.get(p)) for p in POINTS]
        out = dict(number=number, words=words, all=range(*where), types=e["plover"], codes=e["cameo"], status=e["status"], group=group,
                   optional=e["optional"], sides=sides, points=points)
        self.told = getattr(self, "told", []) + [out]
        return out

    def gold_of(self, number):
        return [e for e in getattr(self, "told", []) if e["number"] == number]

    def party(self, golds):
        """The mentions whose words are the party's, and those of any actor that would be counted right; None where nobody is asked
        for, and two empty sets where the record has no such mention."""
        golds = [g for g in golds if g]
        if not golds:
            return None
        exact, right = set(), set()
        for g in golds:
            where = self.at(g["span"]) if g["span"] else None
            over = {}
            for k, (i, j, _) in enumerate(self.mentions):
                common = min(j, where[1]) - max(i, where[0]) if where else 0
                if common > 0:
                    over[k] = common / (max(j, where[1]) - min(i, where[0]))
            same = {self.mentions[k][2] for k in over} | {x for x, code in enumerate(self.codes) if any(same_code(c, code) for c in g["codes"])}
            right |= {k for k, m in enumerate(self.mentions) if m[2] in same}
            if over:
                exact.add(max(over, key=over.get))
        return exact, right

    def point(self, there):
        return self.at(there["span"]) if there and there.get("span") else None

    def pair_features(self, w, tables):
        """The mentions near an act, and the class of each in every table of PAIR."""
        if w in self.pairs:
            return self.pairs[w]
        gap = lambda k: self.mentions[k][0] - w if self.mentions[k][0] > w else min(0, self.mentions[k][1] - 1 - w)
        lo = bisect.bisect_left(self.sent, self.sent[w] - NEAR)
        hi = bisect.bisect_right(self.sent, self.sent[w] + NEAR)
        near = [k for k, (i, j, _) in enumerate(self.mentions) if lo <= i < hi and not i <= w < j]
        rank = {k: n for n, k in enumerate(sorted(near, key=lambda k: (abs(gap(k)), k)))}
        out = []
        for k in near:
            form, kind, sector, country, frequency = self.known[k]
            top = self.tops[k]
            offset = max(-NEAR, min(NEAR, self.sent[self.mentions[k][0]] - self.sent[w])) + NEAR
            out.append((network.bucket(gap(k)), offset, form, kind, min(RANKS - 1, rank[k]), tables.path(path(self, w, top)),
                        tables.relation(self.rel[top]), self.case[k], sector, country, self.speech_role(w, k), frequency, self.nested[k]))
        self.pairs[w] = near, out
        return self.pairs[w]

    def speech_role(self, w, k):
        """What a mention is to the statement that an act belongs to. Of the act's statement: 1 other words for its speaker, 2 its
        speaker; of the statement whose cue the act is: 3 the speaker, 4 within the content, 5 other words for the speaker; 6 elsewhere
        than the act, one of them inside a statement."""
        i, j, actor = self.mentions[k]
        cued, inside = self.cued[w], self.inside[w]
        if cued is not None:
            speaker, where, contents = self.statements[cued]
            if where and where[0] < j and i < where[1]:
                return 3
            if any(a <= i < b for a, b in contents):
                return 4
            if actor == speaker:
                return 5
        if inside is not None:
            speaker, where, _ = self.statements[inside]
            if where and where[0] < j and i < where[1]:
                return 2
            if actor == speaker:
                return 1
        return 6 if self.inside[i] != inside else 0

    def speech(self, w):
        """0 outside statements, 1 the cue of one, 2 to 20 inside one, by its stance."""
        return 1 if self.cued[w] is not None and self.inside[w] is None else 1 + self.stance[w] if self.inside[w] is not None else 0


SPEECH = 1 + len(STANCES)


def same_code(a, b):
    return bool(a and b) and (a == b or len(b) >= 3 and a.startswith(b) or len(a) >= 3 and b.startswith(a))


def path(r, w, t):
    """The way from an act to the head of a mention: relations upwards, then downwards, the latter with their subtypes."""
    if r.sent[w] != r.sent[t]:
        return "other"
    ups, downs = [w], [t]
    for way in (ups, downs):
        while r.head[way[-1]] >= 0 and r.head[way[-1]] not in way:
            way.append(r.head[way[-1]])
    common = next((v for v in ups if v in downs), None)
    if common is None:
        return "far"
    ups, downs = ups[:ups.index(common)], downs[:downs.index(common)]
    if len(ups) + len(downs) > PATH_STEPS:
        return "far " + r.rel[t]
    return " ".join(["<" + r.rel[v].split(":")[0] for v in ups] + [">" + r.rel[v] for v in reversed(downs)])


class Tables:
    """What is listed from train: ways through the tree, relations, codes."""

    def __init__(self, relations, paths=None, codes=None):
        self.relations, self.paths, self.codes = relations, paths or ["unknown"], codes or []
        self.index()

    def index(self):
        self.of_path = {p: i for i, p in enumerate(self.paths)}
        self.of_relation = {r: i + 1 for i, r in enumerate(self.relations)}

    def path(self, p):
        return self.of_path.get(p, 0)

    def relation(self, r):
        return self.of_relation.get(r, 0)

    def learn(self, reports):
        ways, codes = collections.Counter(), collections.Counter()
        for r in reports:
            for e in r.events:
                w = e["words"][0]
                ways.update(path(r, w, t) for t in r.tops if abs(r.sent[t] - r.sent[w]) <= NEAR)
                codes.update({c for c in e["codes"] if not c.endswith("*")} | {c[:3] for c in e["codes"] if not c.endswith("*")})
        ways = sorted(ways.items(), key=lambda x: (-x[1], x[0]))
        self.paths = ["unknown"] + [p for p, n in ways[:PATHS_KEPT - 1] if n >= PATHS_SEEN]
        roots = sorted({c for cs in ROOTS.values() for c in cs})
        self.codes = sorted(c for c, n in codes.items() if c[:2] in roots and (n >= 25 or len(c) == 3 and n >= 3) or c in {r + "0" for r in roots})
        self.index()

    def allowed(self, kind):
        """Which codes a type may have."""
        return [c[:2] in ROOTS.get(TYPES[kind], ()) for c in self.codes]


def code_right(code, wanted):
    """Is a code as good as what was asked for? A star stands for all codes of its root; a shorter code is less exact, not wrong."""
    return code.startswith(wanted[:-1]) if wanted.endswith("*") else wanted.startswith(code) if len(wanted) >= len(code) else code.startswith(wanted)


def conllu(path):
    """Sentences of every report, by its id: (whether a paragraph begins, rows of cells)."""
    out, rows, paragraph = {}, [], False
    sentences = None
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc id = "):
            sentences = out.setdefault(line[14:], [])
        elif line.startswith("# newpar"):
            paragraph = True
        elif not line and rows:
            sentences.append((paragraph, rows))
            rows, paragraph = [], False
        elif line and line[0] != "#" and line.split("\t")[0].isdigit():
            rows.append(line.split("\t"))
    return out


def load(events, records, name):
    rows = conllu(f"{records}/{name}.conllu")
    known = {x["report"]["id"]: x for x in map(json.loads, open(f"{records}/{name}.ndjson", encoding="utf-8"))}
    golds = [json.loads(line) for line in open(f"{events}/{name}.jsonl", encoding="utf-8")]
    return [Report(g, known[g["id"]], rows.get(g["id"], [])) for g in golds]
