//! The numbers that training left behind, as they ship inside the program.

use safetensors::SafeTensors;

static WEIGHTS: &[u8] =
    include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/english/weights.safetensors"));

/// A file of named tensors.
pub struct Weights(SafeTensors<'static>);

impl Weights {
    /// The file inside the program.
    pub fn embedded() -> Weights {
        Weights::of(WEIGHTS)
    }

    /// Another file inside the program.
    pub fn of(file: &'static [u8]) -> Weights {
        Weights(SafeTensors::deserialize(file).expect("the weights that ship are whole: a test reads them"))
    }

    fn bytes(&self, name: &str) -> &'static [u8] {
        self.0.tensor(name).unwrap_or_else(|_| panic!("the weights that ship hold `{name}`")).data()
    }

    /// A tensor of floats.
    pub fn floats(&self, name: &str) -> Vec<f32> {
        let number = |c: &[u8]| f32::from_le_bytes([c[0], c[1], c[2], c[3]]);
        self.bytes(name).chunks_exact(4).map(number).collect()
    }

    /// A tensor of small integers, where it lies.
    pub fn whole(&self, name: &str) -> &'static [i8] {
        bytemuck::cast_slice(self.bytes(name))
    }
}

/// A linear layer in int8, laid out as the kernels read it.
pub struct Linear {
    pub inputs: usize,
    pub outputs: usize,
    pub weight: &'static [i8],
    pub scale: Vec<f32>,
    pub bias: Vec<f32>,
    /// 128 times the sum of an output's weights: what inputs shifted to be positive add.
    pub offset: Vec<i32>,
}

impl Linear {
    pub fn load(w: &Weights, name: &str, inputs: usize) -> Linear {
        let (weight, scale, bias) =
            (w.whole(&format!("{name}.weight")), w.floats(&format!("{name}.scale")), w.floats(&format!("{name}.bias")));
        let outputs = scale.len();
        assert_eq!(weight.len(), inputs * outputs, "{name}");
        let offset = (0..outputs).map(|o| 128 * sum_of(weight, inputs, o)).collect();
        Linear { inputs, outputs, weight, scale, bias, offset }
    }
}

fn sum_of(weight: &[i8], inputs: usize, output: usize) -> i32 {
    let block = &weight[output / 32 * inputs * 32..][..inputs * 32];
    block.chunks_exact(128).flat_map(|four| &four[output % 32 * 4..][..4]).map(|&w| w as i32).sum()
}
