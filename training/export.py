"""Writes a checkpoint as the int8 file that the reader runs, beside vocabulary and labels: the running mean of its weights.

usage: export.py CHECKPOINT FOLDER [THRESHOLDS]
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

# The heads for events: layers in int8, tables of many rows in int8 by row, the rest as it is. EVENTS.md says what each is.
EVENT_LAYERS = ("act", "report", "code", "manner", "party_act", "party_first", "party_head", "party_from", "party_to", "point_act", "point_word",
                "same_later", "same_earlier")
EVENT_TABLES = ("act_dependent", "pair.path")


def packed(weight, bias):
    """Quantises a linear layer and lays it out for the kernels; outputs are filled up to a multiple of 32."""
    outputs, inputs = weight.shape
    fill = -outputs % 32
    weight, bias = F.pad(weight, (0, 0, 0, fill)), F.pad(bias, (0, fill))
    scale = weight.abs().amax(1).clamp(min=1e-9) / 127
    whole = (weight / scale[:, None]).round().clamp(-127, 127).to(torch.int8)
    layout = whole.view(-1, 32, inputs // 4, 4).permute(0, 2, 1, 3).contiguous()
    return {"weight": layout.view(-1), "scale": scale, "bias": bias}


def by_row(rows):
    """A table in int8 with one scale a row."""
    scale = rows.abs().amax(1).clamp(min=1e-9) / 127
    return (rows / scale[:, None]).round().to(torch.int8), scale


def of_events(state):
    """The tensors of the heads for events, by their names in the file."""
    out = {}
    for k in EVENT_LAYERS:
        out |= {f"events.{k}.{t}": v for t, v in packed(state[f"{k}.weight"], state[f"{k}.bias"]).items()}
    for k in EVENT_TABLES:
        out[f"events.{k}.weight"], out[f"events.{k}.scale"] = by_row(state[f"{k}.weight"])
    taken = {f"{k}.{t}" for k in EVENT_LAYERS + EVENT_TABLES for t in ("weight", "bias")}
    return out | {f"events.{k}": v for k, v in state.items() if k not in taken}


def lists_of_events(saved, decision):
    """What the rows of tables and the outputs stand for, in their order; and the thresholds, where a file of decide.py is given."""
    import reports

    lists = {k.lower(): getattr(reports, k) for k in ("TYPES", "ROOTS", "STATUS", "SIDES", "POINTS", "FORMS", "KINDS", "SECTORS", "STANCES", "CASES", "PAIR")}
    return lists | saved["tables"] | (json.load(open(decision[0], encoding="utf-8")) if decision else {})


def main():
    checkpoint, folder, *decision = sys.argv[1:]
    m, saved = network.load(checkpoint)
    s = {k: v.detach().float() for k, v in saved.get("mean", m.state_dict()).items()}
    out = {}

    def linear(name, weight, bias):
        out.update({f"{name}.{k}": v.contiguous() for k, v in packed(weight, bias).items()})

    out["piece.weight"], out["piece.scale"] = by_row(s["encoder.piece.weight"])
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

    if "events" in saved:
        out |= {k: v.detach().float().contiguous() if v.is_floating_point() else v.contiguous() for k, v in of_events(saved.get("events_mean", saved["events"])).items()}

    os.makedirs(folder, exist_ok=True)
    weights = os.path.join(folder, "weights.safetensors")
    save_file(out, weights)
    labels = dict(saved["labels"], names=data.NAMES, roles=data.ROLES)
    with open(os.path.join(folder, "labels.json"), "w", encoding="utf-8") as f:
        json.dump(labels, f, ensure_ascii=False, indent=0)
        f.write("\n")
    if "events" in saved:
        with open(os.path.join(folder, "events.json"), "w", encoding="utf-8") as f:
            json.dump(lists_of_events(saved, decision), f, ensure_ascii=False, indent=0)
            f.write("\n")
    with open(os.path.join(folder, "vocabulary.txt"), "w", encoding="utf-8") as f:
        f.write("\n".join(saved["vocabulary"]) + "\n")
    digest = hashlib.sha256(open(weights, "rb").read()).hexdigest()
    print(f"steps {saved['steps']}  {os.path.getsize(weights) / 1e6:.1f} MB  sha256 {digest}")


if __name__ == "__main__":
    main()
