//! A model in a folder is the one inside the program, or its error says which file is at fault and what would be right.

#![allow(clippy::unwrap_used)] // a panic is how a test fails
#![cfg(feature = "embedded")]

use std::path::{Path, PathBuf};

use demarche_model::Model;
use sha2::{Digest, Sha256};

fn ours() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/english")
}

fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is said of our model with one file edited; `certified` if its certificate is told.
fn fault(name: &str, certified: bool, edit: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("similar")).unwrap();
    for part in ["", "similar"] {
        for entry in std::fs::read_dir(ours().join(part)).unwrap().map(|e| e.unwrap().path()).filter(|p| p.is_file()) {
            let bytes = std::fs::read(&entry).unwrap();
            let to = folder.path().join(part).join(entry.file_name().unwrap());
            std::fs::write(to, bytes).unwrap();
        }
    }
    let file = folder.path().join(name);
    let (old, certificate) = (std::fs::read(&file).unwrap(), file.with_file_name("model.toml"));
    let new = edit(&old);
    std::fs::write(&file, &new).unwrap();
    if certified {
        let text = std::fs::read_to_string(&certificate).unwrap().replace(&hash(&old), &hash(&new));
        std::fs::write(&certificate, text).unwrap();
    }
    let error = Model::from_folder(folder.path()).err().expect("a model with a fault");
    error.to_string().replace(&format!("{}/", folder.path().display()), "")
}

fn replace(from: &'static str, to: &'static str) -> impl Fn(&[u8]) -> Vec<u8> {
    move |bytes| String::from_utf8(bytes.to_vec()).unwrap().replacen(from, to, 1).into_bytes()
}

fn check(name: &str, edit: impl Fn(&[u8]) -> Vec<u8>, wanted: &str) {
    let found = fault(name, true, edit);
    assert!(found.starts_with(name) && found.contains(wanted), "{found}");
}

#[test]
fn the_folder_of_the_model_that_ships_is_that_model() {
    assert_eq!(Model::from_folder(&ours()).unwrap().id(), Model::embedded().id());
}

#[test]
fn a_file_is_held_to_its_hash() {
    let found = fault("labels.json", false, |bytes| [bytes, b" "].concat());
    assert!(
        found.starts_with("labels.json: has the SHA-256 ") && found.contains("model.toml asks for c1e1cfe0"),
        "{found}"
    );
}

#[test]
fn a_tensor_has_the_shape_that_labels_ask_for() {
    let found = fault("labels.json", true, replace("\"punct\",\n", ""));
    assert_eq!(found, "weights.safetensors: tensor `rel.weight` is F32 [51, 256]; needed is F32 [50, 256]");
}

#[test]
fn labels_are_those_that_there_are() {
    check(
        "labels.json",
        replace("\"PROPN\"", "\"PROPER\""),
        "`PROPER` is no universal part of speech; they are ADJ, ADP",
    );
    check("labels.json", replace("\"I-PER\"", "\"I-ORG\""), "names: must be `O`, then `B-` and `I-` of each kind");
    check("labels.json", replace("\"l2be\"", "\"x2be\""), "`x2be` is no script of a lemma");
}

#[test]
fn word_pieces_are_as_many_as_their_vectors() {
    check("vocabulary.txt", replace("[CLS]\n", ""), "has no `[CLS]`");
    let found = fault("vocabulary.txt", true, |bytes| [bytes, b"mithril\n"].concat());
    assert_eq!(found, "weights.safetensors: tensor `piece.weight` is I8 [27781, 384]; needed is I8 [27782, 384]");
}

#[test]
fn weights_are_a_whole_file_of_tensors() {
    check("weights.safetensors", |bytes| bytes[..1 << 20].to_vec(), "is no file of tensors");
    check(
        "weights.safetensors",
        |bytes| {
            let mut bytes = bytes.to_vec();
            let header = 8 + u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
            bytes[header..header + 4].copy_from_slice(&f32::NAN.to_le_bytes());
            bytes
        },
        "tensor `0.down.bias`: number 0 is not finite",
    );
}

#[test]
fn curves_rise() {
    check("probability.toml", replace("0.923", "0.323"), "a curve is one or more points [certainty, share]");
    check("probability.toml", replace("by-tree ", "by-three"), "unknown field `by-three`, expected one of `direct`");
}

#[test]
fn the_classifier_of_verbs_is_held_to_the_same() {
    check("similar/relatives.csv", replace("abacinate,blind", "zabacinate,blind"), "verbs stand by the alphabet");
    let found = fault("similar/classes.toml", true, replace("\"00\", ", ""));
    assert_eq!(
        found,
        "similar/weights.safetensors: tensor `similar.weight` is F32 [21, 1184]; needed is F32 [20, 1184]"
    );
}
