"""Reads the treebanks, name sets and attributions into documents of words with labels."""

import bisect
import collections
import dataclasses
import glob
import os
import re

import features

NAMES = ["O"] + [f"{p}-{k}" for k in ("PER", "ORG", "LOC", "MISC") for p in "BI"]
ROLES = ["O"] + [f"{p}-{k}" for k in ("source", "cue", "content") for p in "BI"]


@dataclasses.dataclass
class Document:
    """Words with their labels; a list that is None was not annotated. `sentence` numbers sentences, `breaks` starts paragraphs."""

    words: list
    breaks: set
    sentence: list = None
    rows: list = None      # (upos, xpos, feats, lemma, head as index in the document or -1, deprel)
    names: list = None
    weak_names: bool = False
    roles: list = None
    links: list = None     # (role, start, end, cue start, cue end) in words
    mentions: list = None  # (start, end, head, number of what it means, kind of thing), by end and then start


def conllu(path):
    """Documents of a UD treebank."""
    documents, doc, rows = [], None, []

    def finish():
        nonlocal rows
        if not rows:
            return
        base, number = len(doc.words), (doc.sentence[-1] + 1 if doc.sentence else 0)
        for form, lemma, upos, xpos, feats, head, rel in rows:
            doc.words.append(form)
            doc.sentence.append(number)
            doc.rows.append((upos, xpos, feats, lemma, base + head - 1 if head else -1, rel))
        rows = []

    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            finish()
        elif line.startswith("# newdoc") or doc is None:
            marks = []
            doc = Document([], set(), [], [])
            documents.append((doc, marks))
        elif line.startswith("# newpar"):
            doc.breaks.add(len(doc.words))
        elif line[0] != "#":
            c = line.split("\t")
            if c[0].isdigit():
                marks.append(next((f[7:] for f in c[9].split("|") if f.startswith("Entity=")), ""))
                rows.append((c[1], c[2], c[3], c[4], c[5], int(c[6]), c[7]))
    finish()
    for doc, marks in documents:
        doc.mentions = mentions(doc, marks)
    return [doc for doc, _ in documents]


ENTITY = re.compile(r"\((\d+)-([^-()]+)[^()]*(\))?|(\d+)\)")


def mentions(doc, marks):
    """GUM's entities from its brackets: `(12-person-…` opens, `12)` closes, `(12-person-…)` is one word."""
    open_, found = [], []

    def close(at, end):
        number, kind, start = open_.pop(at)
        outside = [i for i in range(start, end) if not start <= doc.rows[i][4] < end]
        found.append((start, end, outside[0], number, kind))

    for i, text in enumerate(marks):
        for number, kind, closed, closing in ENTITY.findall(text):
            if number:
                open_.append((number, kind, i))
            if closed or closing:
                fits = [k for k, o in enumerate(open_) if o[0] == (number or closing)]
                if fits:
                    close(fits[-1], i + 1)
    return sorted(found, key=lambda m: (m[1], m[0]))


KINDS = {"person": "PER", "organization": "ORG", "place": "LOC"}


def gum_names(doc):
    """Names from GUM's entities: the run of proper nouns around the head of an entity whose head is one."""
    doc.names = [0] * len(doc.words)
    spans = [(start, end, kind) for start, end, _, _, kind in doc.mentions]
    for start, end, kind in sorted(spans, key=lambda s: s[0] - s[1]):
        heads = [i for i in range(start, end) if not start <= doc.rows[i][4] < end]
        if len(heads) != 1 or doc.rows[heads[0]][0] != "PROPN":
            continue
        proper = lambda i: doc.rows[i][0] == "PROPN" or doc.words[i][0].isupper() and doc.rows[i][0] in ("ADJ", "NOUN", "VERB")
        joins = lambda i: doc.words[i].lower() in ("of", "the", "&", "and", "-", "for")
        a = b = heads[0]
        while b + 1 < end and (proper(b + 1) or joins(b + 1) and any(proper(j) for j in range(b + 2, min(end, b + 4))) and doc.words[b + 1] != "and"):
            b += 1
        while a > start and (proper(a - 1) or doc.words[a - 1] in ("-", "&") and a - 1 > start and proper(a - 2)):
            a -= 1
        while b > a and not proper(b):
            b -= 1
        label = KINDS.get(kind, "MISC")
        for i in range(a, b + 1):
            doc.names[i] = NAMES.index(("B-" if i == a else "I-") + label)


WEAK_PROPER, WEAK_OUT, WEAK_ANY = 100, 0, -100


def weak_names(doc):
    """Where nobody marked names, a proper noun is some name and most other words are none; the kind stays open."""
    doc.weak_names = True
    upos = [r[0] for r in doc.rows]
    near = lambda i: any(0 <= j < len(upos) and upos[j] == "PROPN" for j in (i - 1, i + 1))
    doc.names = [WEAK_PROPER if u == "PROPN" else WEAK_ANY if near(i) or doc.words[i][0].isupper() else WEAK_OUT for i, u in enumerate(upos)]


def columns(path, kinds):
    """Documents of a two-column name set; `kinds` maps its labels to ours."""
    doc, last = Document([], set(), names=[]), "O"
    blank = re.compile(r"^\s*$|-DOCSTART-")
    documents, sentences = [doc], 0
    for line in open(path, encoding="utf-8"):
        if blank.match(line):
            last, sentences = "O", sentences + 1
            if sentences % 12 == 0 and doc.words:
                doc = Document([], set(), names=[])
                documents.append(doc)
            continue
        cells = line.split()
        word, label = cells[0], cells[-1]
        kind = kinds.get(label[2:])
        begins = kind and (label[0] == "B" or last != kind)
        doc.names.append(NAMES.index(("B-" if begins else "I-") + kind) if kind else 0)
        doc.words.append(word)
        last = kind or "O"
    return [d for d in documents if d.words]


def drop_articles(documents):
    """A leading article is not part of a name."""
    for doc in documents:
        for i, word in enumerate(doc.words):
            name = NAMES[doc.names[i]]
            if word.lower() in ("the", "a", "an") and name[0] == "B":
                doc.names[i] = 0
                if i + 1 < len(doc.words) and NAMES[doc.names[i + 1]][0] == "I":
                    doc.names[i + 1] = NAMES.index("B" + NAMES[doc.names[i + 1]][1:])
    return documents


def columns_uner(path):
    """Universal NER's five columns: number, word, label, …"""
    doc = Document([], set(), [], names=[])
    documents = [doc]
    for line in open(path, encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if line.startswith("# newdoc"):
            doc = Document([], set(), [], names=[])
            documents.append(doc)
        elif line.startswith("# sent_id"):
            number = (doc.sentence[-1] + 1) if doc.sentence else 0
        elif len(cells) > 2 and cells[0].isdigit():
            doc.words.append(cells[1])
            doc.sentence.append(number)
            doc.names.append(NAMES.index(cells[2]) if cells[2] in NAMES else 0)
    return [d for d in documents if d.words]


def named_sets(folder):
    wiki = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "MISC": "MISC"}
    documents = drop_articles(columns(os.path.join(folder, "wikigold.conll"), wiki))
    for doc in re3d(os.path.join(folder, "re3d")):
        documents.append(doc)
    return documents


def re3d(folder):
    """re3d marks descriptions as well as names: only runs that end in a capitalised word are taken, without leading common words."""
    kinds = {"Organisation": "ORG", "Person": "PER", "Location": "LOC"}
    out = []
    for path in sorted(glob.glob(os.path.join(folder, "*.conll"))):
        for doc in columns(path, kinds):
            i = 0
            while i < len(doc.words):
                if NAMES[doc.names[i]][0] != "B":
                    i += 1
                    continue
                end = i + 1
                while end < len(doc.words) and NAMES[doc.names[end]][0] == "I":
                    end += 1
                kind = NAMES[doc.names[i]][2:]
                start, stop = i, end
                while start < stop and not doc.words[start][0].isupper() or start < stop and doc.words[start] in ("The", "A", "An"):
                    start += 1
                while stop > start and not doc.words[stop - 1][0].isupper():
                    stop -= 1
                for k in range(i, end):
                    doc.names[k] = 0
                if kind == "PER" and stop - start > 2:      # titles come first in a person's description
                    start = stop - 2
                for k in range(start, stop):
                    doc.names[k] = NAMES.index(("B-" if k == start else "I-") + kind)
                i = end
            out.append(doc)
    return out


def polnear(folder, scorer):
    """Documents of PolNeAR with role tags and links to cues."""
    documents = []
    for _, (gold, records) in sorted(scorer.load_gold(folder).items()):
        spans = features.words_of(gold.text)
        starts = [s for s, _ in spans]
        words = [gold.text[s:e] for s, e in spans]
        lines = [m.end() for m in re.finditer("\n", gold.text)]
        doc = Document(words, {bisect.bisect_left(starts, p) for p in lines}, roles=[0] * len(words), links=[])

        def span(start, end):
            i = max(0, bisect.bisect_right(starts, start) - 1)
            while i < len(spans) and spans[i][1] <= start:
                i += 1
            j = i
            while j < len(spans) and spans[j][0] < end:
                j += 1
            return i, j

        for record in records:
            cue = gold.norm(record["cue"])
            cue = span(*cue[0]) if cue else None
            for role in ("source", "cue", "content"):
                for s, e in gold.norm(record[role]):
                    i, j = span(s, e)
                    if i >= j:
                        continue
                    doc.roles[i] = ROLES.index("B-" + role)
                    for k in range(i + 1, j):
                        doc.roles[k] = ROLES.index("I-" + role)
                    if role != "cue" and cue:
                        doc.links.append((role, i, j, *cue))
        documents.append(doc)
    return documents


def label_lists(documents):
    """The label sets, by falling frequency and then by name, as they are written beside the weights."""
    counts = [collections.Counter() for _ in range(5)]
    for doc in documents:
        for form, (upos, xpos, feats, lemma, _, rel) in zip(doc.words, doc.rows):
            for counter, value in zip(counts, (upos, xpos, feats, features.lemma_script(form, lemma), rel)):
                if value is not None:
                    counter[value] += 1
    floors = (1, 2, 3, 3, 3)
    lists = [[v for v, n in sorted(c.items(), key=lambda x: (-x[1], x[0])) if n >= floor] for c, floor in zip(counts, floors)]
    return dict(zip(("upos", "xpos", "feats", "lemma", "deprel"), lists))
