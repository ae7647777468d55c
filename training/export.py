"""Writes a checkpoint as the int8 file that the reader runs, beside vocabulary and labels: the running mean of its weights.

usage: export.py CHECKPOINT FOLDER
Linear weights are int8 by output channel, packed as the kernels read them: [outputs/32][inputs/4][32][4]. Piece
embeddings are int8 by row. Everything else is float32.
"""

import hashlib
import json
import os
import sys

import torch
import torch.nn.functional as F
from safetensors.torch import save_file

import data
import model as network

TAGS = ("upos", "xpos", "feats", "lemma", "split", "names", "roles")
DENSE = ("arc_dependent", "arc_head", "rel_dependent", "rel_head")
TABLES = ("link_distance", "same_forms", "same_likeness", "same_distance")
POSITIONS = 256


def packed(weight, bias):
    """Quantises a linear layer and lays it out for the kernels; outputs are filled up to a multiple of 32."""
    outputs, inputs = weight.shape
    fill = -outputs % 32
    weight, bias = F.pad(weight, (0, 0, 0, fill)), F.pad(bias, (0, fill))
    scale = weight.abs().amax(1).clamp(min=1e-9) / 127
    whole = (weight / scale[:, None]).round().clamp(-127, 127).to(torch.int8)
    layout = whole.view(-1, 32, inputs // 4, 4).permute(0, 2, 1, 3).contiguous()
    return {"weight": layout.view(-1), "scale": scale, "bias": bias}


def main():
    checkpoint, folder = sys.argv[1:]
    m, saved = network.load(checkpoint)
    s = {k: v.detach().float() for k, v in saved.get("mean", m.state_dict()).items()}
    out = {}

    def linear(name, weight, bias):
        out.update({f"{name}.{k}": v.contiguous() for k, v in packed(weight, bias).items()})

    rows = s["encoder.piece.weight"]
    scale = rows.abs().amax(1).clamp(min=1e-9) / 127
    out["piece.weight"], out["piece.scale"] = (rows / scale[:, None]).round().to(torch.int8), scale
    out["position"] = s["encoder.position.weight"][:POSITIONS].contiguous()
    for k in ("shape", "quote"):
        out[k] = s[f"encoder.{k}.weight"]
    out["norm.weight"], out["norm.bias"] = s["encoder.norm.weight"], s["encoder.norm.bias"]
    for i in range(network.LAYERS):
        here = f"encoder.layers.{i}."
        for part in ("qkv", "out", "up", "down"):
            linear(f"{i}.{part}", s[f"{here}{part}.weight"], s[f"{here}{part}.bias"])
        for part in ("norm1", "norm2"):
            out[f"{i}.{part}.weight"], out[f"{i}.{part}.bias"] = s[f"{here}{part}.weight"], s[f"{here}{part}.bias"]
    order = [*DENSE, *(f"tags.{t}" for t in TAGS), "same"]
    linear("heads", torch.cat([s[f"{k}.weight"] for k in order]), torch.cat([s[f"{k}.bias"] for k in order]))
    out["root.arc_head"] = s["arc_head.weight"] @ s["root"] + s["arc_head.bias"]
    out["root.rel_head"] = s["rel_head.weight"] @ s["root"] + s["rel_head.bias"]
    out["arc"] = s["arc"].contiguous()
    out["rel.weight"], out["rel.bias"] = s["rel.weight"].contiguous(), s["rel.bias"]
    for k in ("link_span", "link_cue"):
        out[f"{k}.weight"], out[f"{k}.bias"] = s[f"{k}.weight"].contiguous(), s[f"{k}.bias"]
    for k in TABLES:
        out[k] = s[f"{k}.weight"].contiguous()
    out["same_new.weight"], out["same_new.bias"] = s["same_new.weight"].contiguous(), s["same_new.bias"]

    os.makedirs(folder, exist_ok=True)
    weights = os.path.join(folder, "weights.safetensors")
    save_file(out, weights)
    labels = dict(saved["labels"], names=data.NAMES, roles=data.ROLES)
    with open(os.path.join(folder, "labels.json"), "w", encoding="utf-8") as f:
        json.dump(labels, f, ensure_ascii=False, indent=0)
        f.write("\n")
    with open(os.path.join(folder, "vocabulary.txt"), "w", encoding="utf-8") as f:
        f.write("\n".join(saved["vocabulary"]) + "\n")
    digest = hashlib.sha256(open(weights, "rb").read()).hexdigest()
    print(f"steps {saved['steps']}  {os.path.getsize(weights) / 1e6:.1f} MB  sha256 {digest}")


if __name__ == "__main__":
    main()
