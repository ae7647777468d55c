"""What the encoder is told about each word beside its word pieces. The reader's `sentence::feature` computes the same."""

import pathlib
import re
import sys
import tomllib
import unicodedata

PIECES_PER_WORD = 8

# A rough cut into words by the conventions of Universal Dependencies, for texts that come without tokens.
WORD = re.compile(
    r"https?://\S+|\S+@\S+\.\w+"                                   # addresses stay whole
    r"|(?:[A-Za-z]\.){2,}"                                         # U.S.
    r"|\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Jr|Sr|vs|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Prof|Inc|Corp|Co|Ltd)\."
    r"|\b[A-Z]\.(?=\s+[A-Z])"                                      # an initial
    r"|\d+(?:[.,:]\d+)*"
    r"|\w+?(?=n['’]t\b)|n['’]t\b"
    r"|['’](?:s|S|re|ve|ll|d|m|RE|VE|LL|D|M)\b"
    r"|\w+|\.\.\.|--+|``|''|[^\w\s]"
)

SHAPES = 10
QUOTES = 3
OPENING = {"“", "``", "„", "«"}
CLOSING = {"”", "''", "»"}


def words_of(text):
    """Spans of the words of a text that has no gold tokens."""
    return [m.span() for m in WORD.finditer(text)]


def shape(word):
    """Case and kind of characters, which an uncased vocabulary does not show."""
    numbers = [unicodedata.category(c).startswith("N") for c in word]
    letters = [c for c in word if c.isalpha() or unicodedata.category(c) == "Nl"]
    upper = sum(c.isupper() for c in letters)
    lower = sum(c.islower() for c in letters)
    if not letters:
        return 2 if numbers and all(numbers) else 6 if any(numbers) else 8
    if any(numbers):
        return 6
    if lower and not upper:
        return 1
    if upper and not lower:
        return 3 if upper > 1 else 4
    if upper == 1 and word[0].isupper():
        return 5
    if upper:
        return 7
    return 9


def quote_states(words, breaks):
    """Per word: 0 outside double quotation marks, 1 inside, 2 a mark. A paragraph break closes what is open."""
    out, inside = [], False
    for i, word in enumerate(words):
        if i in breaks:
            inside = False
        if word in OPENING:
            inside = True
            out.append(2)
        elif word in CLOSING:
            inside = False
            out.append(2)
        elif word == '"':
            inside = not inside
            out.append(2)
        else:
            out.append(int(inside))
    return out


MENTIONS = 11
WORDS = tomllib.loads((pathlib.Path(__file__).parent.parent / "ontology/english/pronouns.toml").read_text(encoding="utf-8"))
PERSONAL = {k: set(v) for k, v in WORDS["personal"].items()}
PRONOUNS = [PERSONAL["first_singular"], PERSONAL["first_plural"], PERSONAL["second"], PERSONAL["masculine"] | PERSONAL["feminine"],
            PERSONAL["neuter"], PERSONAL["plural"]]
DEFINITE = set(WORDS["other"]["definite"])


def mention_form(first, head, upos):
    """How a mention names its thing: six kinds of personal pronoun, another pronoun, a name, a definite or other noun, else."""
    if upos in ("PRON", "DET"):
        return next((k for k, words in enumerate(PRONOUNS) if head.lower() in words), 6)
    if upos == "PROPN":
        return 7
    return (8 if first.lower() in DEFINITE else 9) if upos == "NOUN" else 10


def likeness(words, head, others, head_of_other):
    """What two mentions have in common: 0 nothing, 1 the head of one stands in the other, 2 the same head, 3 all words."""
    low, lows = [w.lower() for w in words], [w.lower() for w in others]
    if low == lows:
        return 3
    if head.lower() == head_of_other.lower():
        return 2
    return int(head.lower() in lows or head_of_other.lower() in low)


def plain(word):
    """The form in which word pieces are looked up: lower case, without accents."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.category(c).startswith("M"))


class Pieces:
    """WordPiece over the vocabulary that ships: pieces in scripts that the reader does not read are left out."""

    def __init__(self, vocabulary):
        self.tokens = vocabulary
        self.ids = {t: i for i, t in enumerate(vocabulary)}
        self.cls, self.sep, self.unknown, self.par = (self.ids[t] for t in ("[CLS]", "[SEP]", "[UNK]", "[unused0]"))
        self.cache = {}

    def of(self, word):
        if word not in self.cache:
            out = []
            for chunk in re.findall(r"\w+|[^\w\s]", plain(word).replace("_", " _ ")):
                out += self.greedy(chunk)
            self.cache[word] = (out or [self.unknown])[:PIECES_PER_WORD]
        return self.cache[word]

    def greedy(self, chunk):
        out, start = [], 0
        while start < len(chunk):
            for end in range(len(chunk), start, -1):
                piece = ("##" if start else "") + chunk[start:end]
                if piece in self.ids:
                    out.append(self.ids[piece])
                    start = end
                    break
            else:
                return [self.unknown]
        return out


def kept(token):
    """Is a piece of BERT's vocabulary kept? Latin script, digits, punctuation and the marks of news text."""
    if token.startswith("["):
        return token in ("[CLS]", "[SEP]", "[UNK]", "[unused0]", "[PAD]")
    body = token[2:] if token.startswith("##") else token
    return all(ord(c) < 0x250 or 0x2010 <= ord(c) <= 0x203A or c in "€₤™" for c in body)


def lemma_script(form, lemma):
    """How a lemma is made from a form: `l`ower case, `k`eep case or `n`umber without commas; letters to cut from the end; letters to add."""
    if form[0].isdigit() and "," in form and form.replace(",", "") == lemma:
        return "n0"
    low = form.lower()
    case = "l" if lemma == lemma.lower() else "k"
    base = low if case == "l" else form
    n = 0
    while n < min(len(base), len(lemma)) and base[n] == lemma[n]:
        n += 1
    if case == "k" and n == 0:
        return None
    return f"{case}{len(base) - n}{lemma[n:]}"


def apply_script(form, script):
    """The inverse of `lemma_script`."""
    case, rest = script[0], script[1:]
    digits = re.match(r"\d+", rest).group()
    base = form.lower() if case == "l" else form.replace(",", "") if case == "n" else form
    return base[: len(base) - int(digits)] + rest[len(digits):]


def main():
    """What the encoder is told of the words that come in, one a line: shape, state of quotation, pieces."""
    vocabulary = pathlib.Path(__file__).parent.parent / "models/english/vocabulary.txt"
    pieces = Pieces(vocabulary.read_text(encoding="utf-8").split("\n")[:-1])
    words = sys.stdin.read().split("\n")[:-1]
    for word, quoted in zip(words, quote_states(words, ())):
        print(word, shape(word), quoted, " ".join(map(str, pieces.of(word))), sep="\t")


if __name__ == "__main__":
    main()
