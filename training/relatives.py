"""Which verbs mean nearly the same? From WordNet to ../models/english/similar/relatives.csv.

    python3 relatives.py /usr/share/wordnet ../models/english/similar/relatives.csv

A verb's relatives are the verbs of its own senses, then of the senses just above, below and beside them; earlier senses
count more. Plain words alone; the order of a row is from near to far.
"""

import sys
from collections import defaultdict

SENSES = 4
RELATIVES = 8
NEAR = {"own": 1.0, "$": 0.7, "@": 0.5, "~": 0.4, "beside": 0.25}


def plain(word):
    return word.isalpha() and word.islower() and word.isascii() and len(word) > 2


def read(folder):
    """Synsets by offset (words, pointers), and each verb's synsets, the commonest sense first."""
    synsets, senses = {}, {}
    for line in open(f"{folder}/data.verb", encoding="utf-8"):
        if line.startswith("  "):
            continue
        fields = line.split(" | ")[0].split()
        n = int(fields[3], 16)
        words = [fields[4 + 2 * i] for i in range(n)]
        rest = fields[4 + 2 * n:]
        pointers = [rest[1 + 4 * i: 5 + 4 * i] for i in range(int(rest[0]))]
        synsets[fields[0]] = (words, [(p[0], p[1]) for p in pointers if p[2] == "v"])
    for line in open(f"{folder}/index.verb", encoding="utf-8"):
        if line.startswith("  "):
            continue
        fields = line.split()
        senses[fields[0]] = fields[-int(fields[2]):]
    return synsets, senses


def relatives(verb, synsets, senses):
    weights = defaultdict(float)

    def add(synset, weight):
        for word in synsets[synset][0]:
            if word != verb and plain(word):
                weights[word] += weight

    for rank, own in enumerate(senses[verb][:SENSES]):
        share = 1 / (1 + rank)
        add(own, share * NEAR["own"])
        for kind, other in synsets[own][1]:
            if kind not in NEAR:
                continue
            add(other, share * NEAR[kind])
            if kind == "@":
                beside = [o for k, o in synsets[other][1] if k == "~" and o != own]
                for o in beside:
                    add(o, share * NEAR["beside"] / max(1, len(beside)) ** 0.5)
    return sorted(weights, key=lambda w: (-weights[w], w))[:RELATIVES]


def main(folder, out):
    synsets, senses = read(folder)
    with open(out, "w", encoding="utf-8") as file:
        file.write("verb,relatives\n")
        for verb in sorted(filter(plain, senses)):
            near = relatives(verb, synsets, senses)
            if near:
                file.write(f"{verb},{' '.join(near)}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
