//! What does each word mean here?
//!
//! A six-layer encoder in int8. The same code is compiled for AVX-512 VNNI, for AVX2 and for any machine, and chosen
//! at run time; integer sums are exact and float sums have one fixed order, so all three give the same bits.

mod attention;
mod kernel;
mod math;
#[cfg(all(test, feature = "embedded"))]
mod reference;

pub use kernel::Path;
pub use math::{dot, exp};

use crate::Error;
use crate::feature::{QUOTES, SHAPES};
use crate::weights::{Linear, Weights, Whole};
use kernel::Kernel;
use math::{add_norm, gelu, norm, quantise};

/// Width of a word's vector.
pub const WIDTH: usize = 384;
pub(crate) const INNER: usize = 1536;
/// After so many layers a word's vector tells most of what the word means; the later ones turn to how the sentence is built.
const MEANING: usize = 3;
/// Positions that the encoder knows; no window is longer.
pub const POSITIONS: usize = 256;
const LAYERS: usize = 6;

/// Addition of one layer and its normalisation.
pub(crate) struct Norm {
    pub weight: Vec<f32>,
    pub bias: Vec<f32>,
}

pub(crate) struct Layer {
    pub qkv: Linear,
    pub out: Linear,
    pub norm1: Norm,
    pub up: Linear,
    pub down: Linear,
    pub norm2: Norm,
}

impl Norm {
    fn load(w: &Weights, name: &str) -> Result<Norm, Error> {
        let floats = |what: &str| w.floats(&format!("{name}.{what}"), &[WIDTH]);
        Ok(Norm { weight: floats("weight")?, bias: floats("bias")? })
    }
}

impl Layer {
    fn load(w: &Weights, i: usize) -> Result<Layer, Error> {
        let norm = |name: &str| Norm::load(w, &format!("{i}.{name}"));
        let linear = |name: &str, inputs, outputs| Linear::load(w, &format!("{i}.{name}"), inputs, outputs);
        Ok(Layer {
            qkv: linear("qkv", WIDTH, 3 * WIDTH)?,
            out: linear("out", WIDTH, WIDTH)?,
            norm1: norm("norm1")?,
            up: linear("up", WIDTH, INNER)?,
            down: linear("down", INNER, WIDTH)?,
            norm2: norm("norm2")?,
        })
    }
}

/// The encoder's weights.
pub(crate) struct Encoder {
    pub piece: Whole,
    pub piece_scale: Vec<f32>,
    pub position: Vec<f32>,
    pub shape: Vec<f32>,
    pub quote: Vec<f32>,
    pub norm: Norm,
    pub layers: Vec<Layer>,
}

/// One window of text as numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Input {
    pub pieces: Vec<u32>,
    pub shapes: Vec<u8>,
    pub quotes: Vec<u8>,
    /// Of every word the number of its first piece.
    pub first: Vec<usize>,
}

/// Memory that one window after the other uses.
#[derive(Default)]
pub(crate) struct Scratch {
    pub x: Vec<f32>,
    /// What each word means: vectors from the middle of the encoder, the first piece of every word.
    pub meanings: Vec<f32>,
    wide: Vec<f32>,
    narrow: Vec<f32>,
    mixed: Vec<f32>,
    bytes: Vec<u8>,
    scales: Vec<f32>,
    attention: attention::Scratch,
}

impl Encoder {
    /// An encoder of so many word pieces.
    pub fn load(w: &Weights, pieces: usize) -> Result<Encoder, Error> {
        Ok(Encoder {
            piece: w.whole("piece.weight", &[pieces, WIDTH])?,
            piece_scale: w.floats("piece.scale", &[pieces])?,
            position: w.floats("position", &[POSITIONS, WIDTH])?,
            shape: w.floats("shape", &[SHAPES, WIDTH])?,
            quote: w.floats("quote", &[QUOTES, WIDTH])?,
            norm: Norm::load(w, "norm")?,
            layers: (0..LAYERS).map(|i| Layer::load(w, i)).collect::<Result<_, _>>()?,
        })
    }

    /// Vectors of all pieces of a window, left in `scratch.x`.
    pub fn encode(&self, input: &Input, path: Path, s: &mut Scratch) {
        path.run(Pass { encoder: self, input, s });
    }

    /// Adds the vector of a piece as such.
    pub fn add_piece(&self, piece: u32, out: &mut [f32]) {
        let piece = piece as usize;
        let (weights, scale) = (&self.piece[piece * WIDTH..][..WIDTH], self.piece_scale[piece]);
        out.iter_mut().zip(weights).for_each(|(v, &w)| *v += w as f32 * scale);
    }

    /// The sum of a piece's embeddings, normalised.
    #[inline(always)]
    fn embed(&self, input: &Input, i: usize, out: &mut [f32]) {
        let piece = input.pieces[i] as usize;
        let row = |table: &'static str, values: &[f32], at: usize| -> usize {
            debug_assert!((at + 1) * WIDTH <= values.len(), "{table}");
            at * WIDTH
        };
        let (p, h, q) = (
            row("position", &self.position, i),
            row("shape", &self.shape, input.shapes[i] as usize),
            row("quote", &self.quote, input.quotes[i] as usize),
        );
        let (weights, scale) = (&self.piece[piece * WIDTH..][..WIDTH], self.piece_scale[piece]);
        for j in 0..WIDTH {
            out[j] = weights[j] as f32 * scale + self.position[p + j] + self.shape[h + j] + self.quote[q + j];
        }
        norm(out, &self.norm);
    }
}

/// One run of the encoder over one window.
struct Pass<'a> {
    encoder: &'a Encoder,
    input: &'a Input,
    s: &'a mut Scratch,
}

impl kernel::Work for Pass<'_> {
    #[inline(always)]
    fn run<K: Kernel>(self) {
        let Pass { encoder, input, s } = self;
        let n = input.pieces.len();
        s.reserve(n);
        for (i, row) in s.x.chunks_exact_mut(WIDTH).enumerate().take(n) {
            encoder.embed(input, i, row);
        }
        for (before, layer) in encoder.layers.iter().enumerate() {
            if before == MEANING {
                s.keep_meanings(&input.first);
            }
            step::<K>(layer, n, s);
        }
    }
}

#[inline(always)]
fn step<K: Kernel>(layer: &Layer, n: usize, s: &mut Scratch) {
    quantise(&s.x, n, WIDTH, &mut s.bytes, &mut s.scales);
    K::linear(&layer.qkv, &s.bytes, &s.scales, n, &mut s.wide);
    attention::mix(&s.wide, n, &mut s.attention, &mut s.mixed);
    quantise(&s.mixed, n, WIDTH, &mut s.bytes, &mut s.scales);
    K::linear(&layer.out, &s.bytes, &s.scales, n, &mut s.narrow);
    add_norm(&mut s.x, &s.narrow, n, &layer.norm1);
    quantise(&s.x, n, WIDTH, &mut s.bytes, &mut s.scales);
    K::linear(&layer.up, &s.bytes, &s.scales, n, &mut s.wide);
    gelu(&mut s.wide[..n * INNER]);
    quantise(&s.wide, n, INNER, &mut s.bytes, &mut s.scales);
    K::linear(&layer.down, &s.bytes, &s.scales, n, &mut s.narrow);
    add_norm(&mut s.x, &s.narrow, n, &layer.norm2);
}

impl Scratch {
    fn reserve(&mut self, n: usize) {
        self.x.resize(n * WIDTH, 0.0);
        self.narrow.resize(n * WIDTH, 0.0);
        self.mixed.resize(n * WIDTH, 0.0);
        self.wide.resize(n * INNER, 0.0);
        self.bytes.resize(n * INNER, 0);
        self.scales.resize(n, 0.0);
    }

    fn keep_meanings(&mut self, first: &[usize]) {
        self.meanings.clear();
        first.iter().for_each(|&f| self.meanings.extend_from_slice(&self.x[f * WIDTH..][..WIDTH]));
    }
}

/// A linear layer over some rows, on its own.
pub(crate) fn linear(layer: &Linear, x: &[f32], rows: usize, path: Path, out: &mut [f32]) {
    let (mut bytes, mut scales) = (vec![0; rows * layer.inputs], vec![0.0; rows]);
    path.run(Single { layer, x, rows, bytes: &mut bytes, scales: &mut scales, out });
}

struct Single<'a> {
    layer: &'a Linear,
    x: &'a [f32],
    rows: usize,
    bytes: &'a mut Vec<u8>,
    scales: &'a mut Vec<f32>,
    out: &'a mut [f32],
}

impl kernel::Work for Single<'_> {
    #[inline(always)]
    fn run<K: Kernel>(self) {
        quantise(self.x, self.rows, self.layer.inputs, self.bytes, self.scales);
        K::linear(self.layer, self.bytes, self.scales, self.rows, self.out);
    }
}

/// A small layer in floats: `inputs` rows of `outputs` weights, and a bias.
pub(crate) struct Dense {
    pub outputs: usize,
    weight: Vec<f32>,
    bias: Vec<f32>,
}

impl Dense {
    /// From weights that lie row by row of inputs, without bias.
    pub fn from_rows(w: &Weights, name: &str, inputs: usize, outputs: usize) -> Result<Dense, Error> {
        Ok(Dense { outputs, weight: w.floats(name, &[inputs, outputs])?, bias: vec![0.0; outputs] })
    }

    /// From weights that lie row by row of outputs, as training leaves them.
    pub fn load(w: &Weights, name: &str, inputs: usize, outputs: usize) -> Result<Dense, Error> {
        let rows = w.floats(&format!("{name}.weight"), &[outputs, inputs])?;
        let weight = (0..inputs * outputs).map(|i| rows[i % outputs * inputs + i / outputs]).collect();
        Ok(Dense { outputs, weight, bias: w.floats(&format!("{name}.bias"), &[outputs])? })
    }

    /// Some rows through the layer.
    pub fn apply(&self, x: &[f32], rows: usize, path: Path) -> Vec<f32> {
        let mut out = Vec::with_capacity(rows * self.outputs);
        (0..rows).for_each(|_| out.extend_from_slice(&self.bias));
        path.run(Product { layer: self, x, out: &mut out });
        out
    }
}

struct Product<'a> {
    layer: &'a Dense,
    x: &'a [f32],
    out: &'a mut [f32],
}

impl kernel::Work for Product<'_> {
    #[inline(always)]
    fn run<K: Kernel>(self) {
        let n = self.layer.outputs;
        let inputs = self.layer.weight.len() / n;
        for (row, out) in self.x.chunks_exact(inputs).zip(self.out.chunks_exact_mut(n)) {
            for (v, weights) in row.iter().zip(self.layer.weight.chunks_exact(n)) {
                for j in 0..n {
                    out[j] = v.mul_add(weights[j], out[j]);
                }
            }
        }
    }
}

#[cfg(all(test, feature = "embedded"))]
mod tests {
    use super::*;
    use crate::Model;

    fn sample() -> Input {
        let pieces: Vec<u32> = (0..75).map(|i| (i * 331 + 7) % 20_000).collect();
        let n = pieces.len();
        Input { pieces, shapes: (0..n).map(|i| (i % 10) as u8).collect(), quotes: vec![0; n], first: (0..n).collect() }
    }

    fn encoded(path: Path) -> Vec<f32> {
        let mut s = Scratch::default();
        Model::embedded().encoder.encode(&sample(), path, &mut s);
        s.x
    }

    #[test]
    fn every_path_gives_the_same_bits() {
        let plain = encoded(Path::available().pop().unwrap());
        for path in Path::available() {
            assert!(encoded(path).iter().zip(&plain).all(|(a, b)| a.to_bits() == b.to_bits()), "{path:?}");
        }
    }

    #[test]
    fn int8_stays_close_to_plain_float() {
        let want = reference::encode(&Model::embedded().encoder, &sample());
        let got = encoded(Path::best());
        for (a, b) in want.chunks(WIDTH).zip(got.chunks(WIDTH)) {
            let dot = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(p, q)| p * q).sum::<f32>();
            let cosine = dot(a, b) / (dot(a, a) * dot(b, b)).sqrt();
            assert!(cosine > 0.98, "cosine {cosine}");
        }
    }
}
