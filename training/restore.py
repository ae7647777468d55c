"""Makes a checkpoint again from the int8 files that ship, to train on from them.

usage: restore.py FOLDER CHECKPOINT
The inverse of export.py, up to the rounding. The root's vector is solved from its two projections; positions past those
that ship start as the last one.
"""

import json
import os
import sys

import torch
from safetensors.torch import load_file

import events as heads
import model as network
import reports
from export import DENSE, EVENT_LAYERS, EVENT_TABLES, POSITIONS, TABLES, TAGS


def unpacked(stored, name, outputs):
    """A linear layer in float from the kernels' layout [outputs/32][inputs/4][32][4]; rows of filling are cut off."""
    filled = stored[f"{name}.scale"].numel()
    whole = stored[f"{name}.weight"].view(filled // 32, -1, 32, 4).permute(0, 2, 1, 3).reshape(filled, -1)
    return (whole.float() * stored[f"{name}.scale"][:, None])[:outputs], stored[f"{name}.bias"][:outputs]


def events(stored, folder):
    """The heads for events with their lists, where the file has them."""
    if "events.kind.weight" not in stored:
        return {}
    lists = json.load(open(os.path.join(folder, "events.json"), encoding="utf-8"))
    tables = {k: lists[k] for k in ("relations", "paths", "codes")}
    state = heads.Heads(reports.Tables(**tables)).state_dict()
    for k, v in state.items():
        layer = k.rsplit(".", 1)[0]
        if layer in EVENT_LAYERS:
            state[k] = unpacked(stored, f"events.{layer}", state[f"{layer}.bias"].numel())[k.endswith("bias")].clone()
        elif layer in EVENT_TABLES:
            state[k] = stored[f"events.{k}"].float() * stored[f"events.{layer}.scale"][:, None]
        else:
            state[k] = stored[f"events.{k}"]
    return {"events": state, "tables": tables}


def main():
    folder, checkpoint = sys.argv[1:]
    stored = load_file(os.path.join(folder, "weights.safetensors"))
    vocabulary = open(os.path.join(folder, "vocabulary.txt"), encoding="utf-8").read().split("\n")[:-1]
    labels = json.load(open(os.path.join(folder, "labels.json"), encoding="utf-8"))
    labels = {k: v for k, v in labels.items() if k not in ("names", "roles")}
    m = network.Reader(len(vocabulary), labels)
    s = m.state_dict()

    def linear(name, outputs, *targets):
        weight, bias = unpacked(stored, name, outputs)
        sizes = [s[f"{t}.weight"].shape[0] for t in targets]
        for t, w, b in zip(targets, weight.split(sizes), bias.split(sizes)):
            s[f"{t}.weight"], s[f"{t}.bias"] = w.clone(), b.clone()

    s["encoder.piece.weight"] = stored["piece.weight"].float() * stored["piece.scale"][:, None]
    s["encoder.position.weight"][:POSITIONS] = stored["position"]
    s["encoder.position.weight"][POSITIONS:] = stored["position"][-1]
    for k in ("shape", "quote"):
        s[f"encoder.{k}.weight"] = stored[k]
    s["encoder.norm.weight"], s["encoder.norm.bias"] = stored["norm.weight"], stored["norm.bias"]
    for i in range(network.LAYERS):
        here = f"encoder.layers.{i}."
        for part in ("qkv", "out", "up", "down"):
            linear(f"{i}.{part}", s[f"{here}{part}.weight"].shape[0], here + part)
        for part in ("norm1", "norm2"):
            s[f"{here}{part}.weight"], s[f"{here}{part}.bias"] = stored[f"{i}.{part}.weight"], stored[f"{i}.{part}.bias"]
    order = [*DENSE, *(f"tags.{t}" for t in TAGS), "same"]
    linear("heads", sum(s[f"{k}.weight"].shape[0] for k in order), *order)
    projections = torch.cat([s["arc_head.weight"], s["rel_head.weight"]])
    wanted = torch.cat([stored["root.arc_head"] - s["arc_head.bias"], stored["root.rel_head"] - s["rel_head.bias"]])
    s["root"] = torch.linalg.lstsq(projections, wanted[:, None]).solution[:, 0]
    s["arc"] = stored["arc"]
    s["rel.weight"], s["rel.bias"] = stored["rel.weight"], stored["rel.bias"]
    for k in ("link_span", "link_cue"):
        s[f"{k}.weight"], s[f"{k}.bias"] = stored[f"{k}.weight"], stored[f"{k}.bias"]
    for k in TABLES:
        s[f"{k}.weight"] = stored[k]
    s["same_new.weight"], s["same_new.bias"] = stored["same_new.weight"], stored["same_new.bias"]
    m.load_state_dict(s)
    print("root solved to within", float((projections @ s["root"] - wanted).abs().max()))
    network.save(m, labels, vocabulary, checkpoint, steps=0, seed=0, **events(stored, folder))


if __name__ == "__main__":
    main()
