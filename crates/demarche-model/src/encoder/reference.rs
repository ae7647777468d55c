//! The encoder in plain float, as one would write it on paper. Tests hold the fast one to it.

use super::{Encoder, INNER, Input, Norm, WIDTH};
use crate::weights::Linear;

pub fn encode(e: &Encoder, input: &Input) -> Vec<f32> {
    let mut x: Vec<Vec<f32>> = (0..input.pieces.len()).map(|i| embed(e, input, i)).collect();
    for layer in &e.layers {
        let qkv: Vec<_> = x.iter().map(|r| linear(&layer.qkv, r)).collect();
        let mixed = attend(&qkv);
        x = x.iter().zip(&mixed).map(|(r, m)| norm(&add(r, &linear(&layer.out, m)), &layer.norm1)).collect();
        x = x
            .iter()
            .map(|r| {
                let inner: Vec<f32> = linear(&layer.up, r)[..INNER].iter().map(|&v| gelu(v)).collect();
                norm(&add(r, &linear(&layer.down, &inner)), &layer.norm2)
            })
            .collect();
    }
    x.concat()
}

fn embed(e: &Encoder, input: &Input, i: usize) -> Vec<f32> {
    let piece = input.pieces[i] as usize;
    let (shape, quote) = (input.shapes[i] as usize, input.quotes[i] as usize);
    let value = |j: usize| {
        e.piece[piece * WIDTH + j] as f32 * e.piece_scale[piece]
            + e.position[i * WIDTH + j]
            + e.shape[shape * WIDTH + j]
            + e.quote[quote * WIDTH + j]
    };
    norm(&(0..WIDTH).map(value).collect::<Vec<_>>(), &e.norm)
}

fn weight(l: &Linear, output: usize, input: usize) -> f32 {
    let at = output / 32 * (l.inputs * 32) + input / 4 * 128 + output % 32 * 4 + input % 4;
    l.weight[at] as f32 * l.scale[output]
}

fn linear(l: &Linear, x: &[f32]) -> Vec<f32> {
    (0..l.outputs).map(|o| l.bias[o] + (0..l.inputs).map(|i| weight(l, o, i) * x[i]).sum::<f32>()).collect()
}

fn attend(qkv: &[Vec<f32>]) -> Vec<Vec<f32>> {
    let part = |row: &[f32], which: usize, head: usize| row[which * WIDTH + head * 32..][..32].to_vec();
    let mix = |row: &Vec<f32>, head: usize| -> Vec<f32> {
        let query = part(row, 0, head);
        let score =
            |other: &Vec<f32>| part(other, 1, head).iter().zip(&query).map(|(k, q)| k * q).sum::<f32>() / 32f32.sqrt();
        let scores: Vec<f32> = qkv.iter().map(score).collect();
        let most = scores.iter().fold(f32::MIN, |a, &b| a.max(b));
        let total: f32 = scores.iter().map(|s| (s - most).exp()).sum();
        let mut out = vec![0.0; 32];
        for (other, s) in qkv.iter().zip(&scores) {
            for (o, v) in out.iter_mut().zip(part(other, 2, head)) {
                *o += (s - most).exp() / total * v;
            }
        }
        out
    };
    qkv.iter().map(|row| (0..12).flat_map(|head| mix(row, head)).collect()).collect()
}

fn add(a: &[f32], b: &[f32]) -> Vec<f32> {
    a.iter().zip(b).map(|(x, y)| x + y).collect()
}

fn norm(x: &[f32], n: &Norm) -> Vec<f32> {
    let mean = x.iter().sum::<f32>() / x.len() as f32;
    let variance = x.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / x.len() as f32;
    x.iter().enumerate().map(|(j, v)| (v - mean) / (variance + 1e-12).sqrt() * n.weight[j] + n.bias[j]).collect()
}

fn gelu(x: f32) -> f32 {
    0.5 * x * (1.0 + (0.797_884_6 * (x + 0.044_715 * x * x * x)).tanh())
}
