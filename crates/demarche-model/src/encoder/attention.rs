//! Every piece looks at every piece of its window.

use super::WIDTH;
use super::math::{exp, sum};

const HEADS: usize = 12;
const D: usize = WIDTH / HEADS;
const STRIDE: usize = 3 * WIDTH;
/// Query rows that are worked on together.
const ROWS: usize = 4;

/// Memory for one head.
#[derive(Default)]
pub struct Scratch {
    keys: Vec<f32>,
    scores: Vec<f32>,
}

/// Mixes values by the likeness of queries and keys. `qkv` holds the three side by side in each row.
#[inline(always)]
pub fn mix(qkv: &[f32], n: usize, s: &mut Scratch, out: &mut [f32]) {
    let padded = n.div_ceil(16) * 16;
    s.keys.resize(D * padded, 0.0);
    s.scores.resize(ROWS * padded, 0.0);
    for head in 0..HEADS {
        turn_keys(qkv, n, padded, head, &mut s.keys);
        let mut i = 0;
        while i < n {
            let rows = (n - i).min(ROWS);
            score(qkv, i, rows, padded, head, s);
            let sums = soften(n, padded, &mut s.scores);
            gather(qkv, i, rows, n, padded, head, &s.scores, &sums, out);
            i += ROWS;
        }
    }
}

/// Keys of one head, turned so that neighbours in memory are neighbours in the text.
#[inline(always)]
fn turn_keys(qkv: &[f32], n: usize, padded: usize, head: usize, keys: &mut [f32]) {
    for d in 0..D {
        keys[d * padded + n..(d + 1) * padded].fill(0.0);
    }
    for j in 0..n {
        let key = &qkv[j * STRIDE + WIDTH + head * D..][..D];
        for d in 0..D {
            keys[d * padded + j] = key[d];
        }
    }
}

#[inline(always)]
fn score(qkv: &[f32], i: usize, rows: usize, padded: usize, head: usize, s: &mut Scratch) {
    let mut query = [[0.0f32; D]; ROWS];
    for (a, q) in query.iter_mut().enumerate().take(rows) {
        let row = &qkv[(i + a) * STRIDE + head * D..][..D];
        for d in 0..D {
            q[d] = row[d] * 0.176_776_69; // one over the root of D
        }
    }
    for b in 0..padded / 16 {
        let mut sums = [[0.0f32; 16]; ROWS];
        for d in 0..D {
            let keys = &s.keys[d * padded + b * 16..][..16];
            for a in 0..ROWS {
                let q = query[a][d];
                for j in 0..16 {
                    sums[a][j] = q.mul_add(keys[j], sums[a][j]);
                }
            }
        }
        for a in 0..ROWS {
            s.scores[a * padded + b * 16..][..16].copy_from_slice(&sums[a]);
        }
    }
}

/// Exponentials of the scores, and one over their sums.
#[inline(always)]
fn soften(n: usize, padded: usize, scores: &mut [f32]) -> [f32; ROWS] {
    let mut out = [0.0f32; ROWS];
    for (a, row) in scores.chunks_exact_mut(padded).enumerate().take(ROWS) {
        row[n..].fill(-1e30);
        let mut lanes = [f32::MIN; 16];
        for chunk in row.chunks_exact(16) {
            for j in 0..16 {
                lanes[j] = lanes[j].max(chunk[j]);
            }
        }
        let most = lanes.iter().fold(f32::MIN, |a, &b| a.max(b));
        for x in row.iter_mut() {
            *x = exp(*x - most);
        }
        row[n..].fill(0.0);
        out[a] = 1.0 / sum(row);
    }
    out
}

#[inline(always)]
#[allow(clippy::too_many_arguments)] // one block of one head: all of it is the place where it stands
fn gather(
    qkv: &[f32],
    i: usize,
    rows: usize,
    n: usize,
    padded: usize,
    head: usize,
    scores: &[f32],
    sums: &[f32; ROWS],
    out: &mut [f32],
) {
    let mut mixed = [[0.0f32; D]; ROWS];
    for j in 0..n {
        let value = &qkv[j * STRIDE + 2 * WIDTH + head * D..][..D];
        for a in 0..ROWS {
            let p = scores[a * padded + j];
            for d in 0..D {
                mixed[a][d] = p.mul_add(value[d], mixed[a][d]);
            }
        }
    }
    for a in 0..rows {
        let to = &mut out[(i + a) * WIDTH + head * D..][..D];
        for d in 0..D {
            to[d] = mixed[a][d] * sums[a];
        }
    }
}
