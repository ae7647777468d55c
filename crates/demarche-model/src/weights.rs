//! Which numbers did training leave behind?

use std::ops::{Deref, Range};

use safetensors::tensor::Metadata;
use safetensors::{Dtype, SafeTensors};

use crate::Error;
use crate::files::{Bytes, Files};

/// A file of named tensors.
pub struct Weights<'f> {
    files: &'f Files,
    name: &'f str,
    bytes: &'f Bytes,
    tensors: Metadata,
    /// Where the header ends.
    base: usize,
}

impl<'f> Weights<'f> {
    /// Opens one of a model's files.
    pub fn open(files: &'f Files, name: &'f str) -> Result<Weights<'f>, Error> {
        let bytes = files.get(name)?;
        let wrong = |cause| files.fault(name, format!("is no file of tensors: {cause}"));
        let (header, tensors) = SafeTensors::read_metadata(bytes).map_err(wrong)?;
        Ok(Weights { files, name, bytes, tensors, base: header + size_of::<u64>() })
    }

    /// Where a tensor of a type and shape lies.
    fn find(&self, name: &str, dtype: Dtype, shape: &[usize]) -> Result<Range<usize>, Error> {
        let wrong = |found| format!("tensor `{name}` {found}; needed is {dtype:?} {shape:?}");
        let info =
            self.tensors.info(name).ok_or_else(|| self.files.fault(self.name, wrong("is not there".to_string())))?;
        if info.dtype != dtype || info.shape != shape {
            return Err(self.files.fault(self.name, wrong(format!("is {:?} {:?}", info.dtype, info.shape))));
        }
        Ok(self.base + info.data_offsets.0..self.base + info.data_offsets.1)
    }

    /// A tensor of floats.
    pub fn floats(&self, name: &str, shape: &[usize]) -> Result<Vec<f32>, Error> {
        let bytes = &self.bytes[self.find(name, Dtype::F32, shape)?];
        let number = |c: &[u8]| f32::from_le_bytes([c[0], c[1], c[2], c[3]]);
        let all: Vec<f32> = bytes.chunks_exact(4).map(number).collect();
        let odd = all.iter().position(|x| !x.is_finite());
        odd.map_or(Ok(all), |i| Err(self.files.fault(self.name, format!("tensor `{name}`: number {i} is not finite"))))
    }

    /// A tensor of small integers, where it lies.
    pub fn whole(&self, name: &str, shape: &[usize]) -> Result<Whole, Error> {
        Ok(Whole { at: self.find(name, Dtype::I8, shape)?, bytes: self.bytes.clone() })
    }
}

/// Small integers, where they lie in the file.
pub struct Whole {
    bytes: Bytes,
    at: Range<usize>,
}

impl Deref for Whole {
    type Target = [i8];

    #[inline]
    fn deref(&self) -> &[i8] {
        bytemuck::cast_slice(&self.bytes[self.at.clone()])
    }
}

/// Outputs lie together in blocks of so many.
pub const BLOCK: usize = 32;

/// A linear layer in int8, laid out as the kernels read it.
pub struct Linear {
    pub inputs: usize,
    pub outputs: usize,
    pub weight: Whole,
    pub scale: Vec<f32>,
    pub bias: Vec<f32>,
    /// 128 times the sum of an output's weights: what inputs shifted to be positive add.
    pub offset: Vec<i32>,
}

impl Linear {
    /// The kernels rely on it that weights, scales, biases and offsets are as many as inputs and outputs say, outputs a
    /// multiple of [`BLOCK`] and inputs one of four.
    pub fn load(w: &Weights, name: &str, inputs: usize, outputs: usize) -> Result<Linear, Error> {
        let outputs = outputs.next_multiple_of(BLOCK);
        let weight = w.whole(&format!("{name}.weight"), &[inputs * outputs])?;
        let offset = (0..outputs).map(|o| 128 * sum_of(&weight, inputs, o)).collect();
        let floats = |what: &str| w.floats(&format!("{name}.{what}"), &[outputs]);
        Ok(Linear { inputs, outputs, weight, scale: floats("scale")?, bias: floats("bias")?, offset })
    }
}

fn sum_of(weight: &[i8], inputs: usize, output: usize) -> i32 {
    let block = &weight[output / BLOCK * inputs * BLOCK..][..inputs * BLOCK];
    block.chunks_exact(4 * BLOCK).flat_map(|four| &four[output % BLOCK * 4..][..4]).map(|&w| w as i32).sum()
}
