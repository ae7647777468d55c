"""One encoder, many heads: the network whose weights the reader runs in int8."""

import math
import os

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

import data
import features

WIDTH, HEADS, LAYERS, INNER = 384, 12, 6, 1536
ARC, REL, LINK, SAME = 256, 256, 128, 64
DISTANCES = 32


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        # Written out, since PyTorch's own is several times slower backwards on a CPU.
        shares = (q @ k.transpose(-1, -2) / math.sqrt(WIDTH // HEADS)).masked_fill(~mask, -1e4).softmax(-1)
        a = (shares.to(v.dtype) @ v).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm1(x + F.dropout(self.out(a), 0.1, self.training))
        inner = self.down(F.gelu(self.up(x), approximate="tanh"))
        return self.norm2(x + F.dropout(inner, 0.1, self.training))


class Encoder(nn.Module):
    """BERT with a shape and a quotation embedding beside word pieces and positions."""

    def __init__(self, vocabulary):
        super().__init__()
        self.piece, self.position = nn.Embedding(vocabulary, WIDTH), nn.Embedding(512, WIDTH)
        self.shape, self.quote = nn.Embedding(features.SHAPES, WIDTH), nn.Embedding(features.QUOTES, WIDTH)
        nn.init.normal_(self.shape.weight, std=0.01)
        nn.init.normal_(self.quote.weight, std=0.01)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def forward(self, b):
        positions = torch.arange(b["pieces"].shape[1])
        x = self.piece(b["pieces"]) + self.position(positions) + self.shape(b["shapes"]) + self.quote(b["quotes"])
        x = F.dropout(self.norm(x), 0.1, self.training)
        mask = b["mask"][:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Reader(nn.Module):
    def __init__(self, vocabulary, labels):
        super().__init__()
        self.encoder = Encoder(vocabulary)
        sizes = {k: len(v) for k, v in labels.items() if k != "deprel"} | {"split": 2, "names": len(data.NAMES), "roles": len(data.ROLES)}
        self.tags = nn.ModuleDict({k: nn.Linear(WIDTH, n) for k, n in sizes.items()})
        self.arc_dependent, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.rel_dependent, self.rel_head = nn.Linear(WIDTH, REL), nn.Linear(WIDTH, REL)
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.01)
        self.rel = nn.Linear(REL, len(labels["deprel"]))
        self.link_span, self.link_cue = nn.Linear(2 * WIDTH, LINK), nn.Linear(2 * WIDTH, LINK)
        self.link_distance = nn.Embedding(2 * DISTANCES, 2)
        nn.init.zeros_(self.link_distance.weight)
        # Four parts: first word and head of the later mention, first word and head of the earlier one.
        self.same = nn.Linear(WIDTH, 4 * SAME)
        self.same_new = nn.Linear(SAME, 1)
        self.same_forms = nn.Embedding(features.MENTIONS ** 2, 1)
        self.same_likeness = nn.Embedding(features.MENTIONS * 4, 1)
        self.same_distance = nn.Embedding(features.MENTIONS * DISTANCES, 1)
        for table in (self.same_forms, self.same_likeness, self.same_distance):
            nn.init.zeros_(table.weight)

    def words(self, b):
        x = self.encoder(b)
        return x.gather(1, b["first"][..., None].expand(-1, -1, WIDTH))

    def arcs(self, x, b):
        """Scores of every word (and the root, at 0) as head of every word of its sentence."""
        act = lambda layer, z: F.dropout(F.leaky_relu(layer(z), 0.1), 0.3, self.training)
        with_root = torch.cat([self.root.expand(x.shape[0], 1, WIDTH), x], 1)
        dependent = act(self.arc_dependent, x)
        left = torch.cat([dependent, torch.ones_like(dependent[..., :1])], -1) @ self.arc
        scores = left @ act(self.arc_head, with_root).transpose(1, 2) / math.sqrt(ARC)
        same = b["sentence"][:, :, None] == b["sentence"][:, None, :]
        allowed = torch.cat([torch.ones_like(same[:, :, :1]), same & b["real"][:, None, :]], 2)
        return scores.masked_fill(~allowed, -1e4), with_root

    def relations(self, x, with_root, heads):
        chosen = with_root.gather(1, heads[..., None].expand(-1, -1, WIDTH))
        return self.rel(F.dropout(F.leaky_relu(self.rel_dependent(x) + self.rel_head(chosen), 0.1), 0.3, self.training))

    def links(self, x, row, spans, cues):
        """Scores of cues for the sources and contents of one window. spans: (role, start, end); cues: (start, end)."""
        ends = lambda s: torch.stack([torch.cat([x[row, a], x[row, b - 1]]) for a, b in s])
        query, key = self.link_span(ends([s[1:] for s in spans])), self.link_cue(ends(cues))
        distance = torch.tensor([[bucket(c[0] - s[1]) for c in cues] for s in spans])
        role = torch.tensor([int(s[0] == "content") for s in spans])
        return query @ key.T / math.sqrt(LINK) + self.link_distance(distance).gather(2, role[:, None, None].expand(-1, len(cues), 1)).squeeze(-1)

    def antecedents(self, x, mentions, pairs):
        """Scores of earlier mentions as antecedents, new thing first. mentions: (row, first, head); pairs: forms, likeness
        and distance classes of every mention with every other, as square tables."""
        row, first, head = (torch.tensor(c) for c in zip(*mentions))
        parts = self.same(x)
        at = lambda where, k: parts[row, where, k * SAME : (k + 1) * SAME]
        act = lambda z: F.dropout(F.leaky_relu(z, 0.1), 0.2, self.training)
        later, earlier = act(at(first, 0) + at(head, 1)), act(at(first, 2) + at(head, 3))
        tables = (self.same_forms, self.same_likeness, self.same_distance)
        scores = later @ earlier.T / math.sqrt(SAME) + sum(t(p).squeeze(-1) for t, p in zip(tables, pairs))
        return torch.cat([self.same_new(later), scores], 1)


def bucket(distance):
    """Signed distance in words on a rough logarithmic scale."""
    magnitude = min(DISTANCES - 1, 3 * (abs(distance)).bit_length())
    return DISTANCES + (magnitude if distance >= 0 else -magnitude)


def start_from(package, vocabulary_kept):
    """The encoder of MiniLM-L6 with the pieces that are kept."""
    folder = os.path.join(package, "model")
    weights = load_file(os.path.join(folder, "model.safetensors"))
    tokens = [line.rstrip("\n") for line in open(os.path.join(folder, "vocab.txt"), encoding="utf-8")]
    keep = [i for i, t in enumerate(tokens) if vocabulary_kept(t)]
    encoder = Encoder(len(keep))
    state = encoder.state_dict()
    state["piece.weight"] = weights["embeddings.word_embeddings.weight"][keep]
    state["position.weight"] = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
    state["norm.weight"], state["norm.bias"] = weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"]
    names = {"out": "attention.output.dense", "up": "intermediate.dense", "down": "output.dense", "norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm"}
    for i in range(LAYERS):
        there, here = f"encoder.layer.{i}.", f"layers.{i}."
        for t in ("weight", "bias"):
            state[f"{here}qkv.{t}"] = torch.cat([weights[f"{there}attention.self.{n}.{t}"] for n in ("query", "key", "value")])
            for ours, theirs in names.items():
                state[f"{here}{ours}.{t}"] = weights[f"{there}{theirs}.{t}"]
    encoder.load_state_dict(state)
    return encoder, [tokens[i] for i in keep]


def save(model, labels, vocabulary, path, **more):
    torch.save({"state": model.state_dict(), "labels": labels, "vocabulary": vocabulary, **more}, path + ".part")
    os.replace(path + ".part", path)


def load(path):
    saved = torch.load(path)
    model = Reader(len(saved["vocabulary"]), saved["labels"])
    missing = model.load_state_dict(saved["state"], strict=False).missing_keys
    if missing:
        print("begun anew:", ", ".join(missing))
    return model, saved
