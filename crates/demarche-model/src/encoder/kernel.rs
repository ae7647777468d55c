//! Integer matrix products for the machine at hand.
//!
//! All kernels read the one layout `[outputs/32][inputs/4][32][4]` and give the same integers.

use crate::weights::{BLOCK, Linear};

/// A matrix product of quantised rows with a layer's weights.
pub trait Kernel {
    /// Rows of `bytes` (around 128, with their scales) through a layer into `out`.
    fn linear(layer: &Linear, bytes: &[u8], scales: &[f32], rows: usize, out: &mut [f32]);
}

/// Work that is compiled once for every path.
pub trait Work {
    /// Does it. Must be `#[inline(always)]`, so that it takes on the features of its caller.
    fn run<K: Kernel>(self);
}

/// Which instructions are used. Only what the machine at hand was found to have can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Path(Instructions);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Instructions {
    /// AVX-512 with VNNI.
    #[cfg(target_arch = "x86_64")]
    Vnni,
    /// AVX2 with FMA.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// What every machine has.
    Portable,
}

impl Path {
    /// The paths that this machine can take, the best first.
    pub fn available() -> Vec<Path> {
        let mut paths = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            let vnni = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512vnni");
            let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            paths.extend(vnni.then_some(Path(Instructions::Vnni)));
            paths.extend(avx2.then_some(Path(Instructions::Avx2)));
        }
        paths.push(Path(Instructions::Portable));
        paths
    }

    /// The best path for this machine.
    pub fn best() -> Path {
        Path::available()[0]
    }

    /// Runs work with this path's instructions.
    pub(super) fn run<W: Work>(self, work: W) {
        match self.0 {
            // SAFETY: `available` alone makes a path, where its features were detected.
            #[cfg(target_arch = "x86_64")]
            Instructions::Vnni => unsafe { x86::with_vnni(work) },
            // SAFETY: as above.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => unsafe { x86::with_avx2(work) },
            Instructions::Portable => work.run::<Portable>(),
        }
    }
}

struct Portable;

impl Kernel for Portable {
    fn linear(layer: &Linear, bytes: &[u8], scales: &[f32], rows: usize, out: &mut [f32]) {
        for (i, row) in bytes.chunks_exact(layer.inputs).enumerate().take(rows) {
            for (b, block) in layer.weight.chunks_exact(layer.inputs * BLOCK).enumerate() {
                let mut sums = [0i32; BLOCK];
                for (four, x) in block.chunks_exact(4 * BLOCK).zip(row.chunks_exact(4)) {
                    for (o, w) in four.chunks_exact(4).enumerate() {
                        for k in 0..4 {
                            sums[o] += w[k] as i32 * (x[k] as i32 - 128);
                        }
                    }
                }
                for (o, &s) in sums.iter().enumerate() {
                    let at = b * BLOCK + o;
                    out[i * layer.outputs + at] = (s as f32).mul_add(layer.scale[at] * scales[i], layer.bias[at]);
                }
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::{BLOCK, Kernel, Linear, Work};

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,fma")]
    pub unsafe fn with_vnni<W: Work>(work: W) {
        work.run::<Vnni>();
    }

    #[target_feature(enable = "avx2,fma")]
    pub unsafe fn with_avx2<W: Work>(work: W) {
        work.run::<Avx2>();
    }

    pub struct Vnni;

    impl Kernel for Vnni {
        #[inline(always)]
        fn linear(layer: &Linear, bytes: &[u8], scales: &[f32], rows: usize, out: &mut [f32]) {
            assert!(bytes.len() >= rows * layer.inputs && scales.len() >= rows && out.len() >= rows * layer.outputs);
            // SAFETY: only `with_vnni` names this kernel; the lengths were checked.
            unsafe { linear_vnni(layer, bytes, scales, rows, out) }
        }
    }

    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,fma")]
    unsafe fn linear_vnni(layer: &Linear, bytes: &[u8], scales: &[f32], rows: usize, out: &mut [f32]) {
        for b in 0..layer.outputs / BLOCK {
            let mut i = 0;
            while i < rows {
                let left = rows - i;
                let place = Place { layer, bytes, scales, row: i, block: b };
                // SAFETY: rows `i..i + done` exist.
                let done = unsafe {
                    match left {
                        12.. => vnni_rows::<12>(place, out),
                        8.. => vnni_rows::<8>(place, out),
                        4.. => vnni_rows::<4>(place, out),
                        _ => vnni_rows::<1>(place, out),
                    }
                };
                i += done;
            }
        }
    }

    struct Place<'a> {
        layer: &'a Linear,
        bytes: &'a [u8],
        scales: &'a [f32],
        row: usize,
        block: usize,
    }

    /// R rows times 32 outputs.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni,fma")]
    unsafe fn vnni_rows<const R: usize>(p: Place, out: &mut [f32]) -> usize {
        let inputs = p.layer.inputs;
        let mut sums = [[_mm512_setzero_si512(); 2]; R];
        // SAFETY: block and rows lie inside weights and bytes, as the caller checked.
        unsafe {
            let weights = p.layer.weight.as_ptr().add(p.block * inputs * BLOCK);
            let x = p.bytes.as_ptr().add(p.row * inputs);
            for k in 0..inputs / 4 {
                let w0 = _mm512_loadu_si512(weights.add(k * 128).cast());
                let w1 = _mm512_loadu_si512(weights.add(k * 128 + 64).cast());
                for r in 0..R {
                    let v = _mm512_set1_epi32(x.add(r * inputs + k * 4).cast::<i32>().read_unaligned());
                    sums[r][0] = _mm512_dpbusd_epi32(sums[r][0], v, w0);
                    sums[r][1] = _mm512_dpbusd_epi32(sums[r][1], v, w1);
                }
            }
            for half in 0..2 {
                let at = p.block * BLOCK + half * 16;
                let scale = _mm512_loadu_ps(p.layer.scale.as_ptr().add(at));
                let bias = _mm512_loadu_ps(p.layer.bias.as_ptr().add(at));
                let offset = _mm512_loadu_si512(p.layer.offset.as_ptr().add(at).cast());
                for r in 0..R {
                    let whole = _mm512_cvtepi32_ps(_mm512_sub_epi32(sums[r][half], offset));
                    let by = _mm512_mul_ps(scale, _mm512_set1_ps(p.scales[p.row + r]));
                    let y = _mm512_fmadd_ps(whole, by, bias);
                    _mm512_storeu_ps(out.as_mut_ptr().add((p.row + r) * p.layer.outputs + at), y);
                }
            }
        }
        R
    }

    pub struct Avx2;

    impl Kernel for Avx2 {
        #[inline(always)]
        fn linear(layer: &Linear, bytes: &[u8], scales: &[f32], rows: usize, out: &mut [f32]) {
            assert!(bytes.len() >= rows * layer.inputs && scales.len() >= rows && out.len() >= rows * layer.outputs);
            // SAFETY: only `with_avx2` names this kernel; the lengths were checked.
            unsafe { linear_avx2(layer, bytes, scales, rows, out) }
        }
    }

    #[target_feature(enable = "avx2,fma")]
    unsafe fn linear_avx2(layer: &Linear, bytes: &[u8], scales: &[f32], rows: usize, out: &mut [f32]) {
        for b in 0..layer.outputs / BLOCK {
            let mut i = 0;
            while i < rows {
                for part in 0..4 {
                    let place = Place { layer, bytes, scales, row: i, block: b };
                    // SAFETY: the rows exist; `part` is one of the four eights of a block.
                    unsafe {
                        if rows - i >= 4 { avx2_rows::<4>(place, part, out) } else { avx2_rows::<1>(place, part, out) }
                    }
                }
                i += if rows - i >= 4 { 4 } else { 1 };
            }
        }
    }

    /// R rows times 8 outputs. Sixteen-bit products, since the eight-bit ones of AVX2 saturate.
    #[inline]
    #[target_feature(enable = "avx2,fma")]
    unsafe fn avx2_rows<const R: usize>(p: Place, part: usize, out: &mut [f32]) {
        let inputs = p.layer.inputs;
        let mut sums = [[_mm256_setzero_si256(); 2]; R];
        // SAFETY: as in `vnni_rows`.
        unsafe {
            let weights = p.layer.weight.as_ptr().add(p.block * inputs * BLOCK + part * 32);
            let x = p.bytes.as_ptr().add(p.row * inputs);
            for k in 0..inputs / 4 {
                let w = weights.add(k * 128);
                let w0 = _mm256_cvtepi8_epi16(_mm_loadu_si128(w.cast()));
                let w1 = _mm256_cvtepi8_epi16(_mm_loadu_si128(w.add(16).cast()));
                for r in 0..R {
                    let four = x.add(r * inputs + k * 4).cast::<i32>().read_unaligned();
                    let v = _mm256_cvtepu8_epi16(_mm_set1_epi32(four));
                    sums[r][0] = _mm256_add_epi32(sums[r][0], _mm256_madd_epi16(v, w0));
                    sums[r][1] = _mm256_add_epi32(sums[r][1], _mm256_madd_epi16(v, w1));
                }
            }
            let at = p.block * BLOCK + part * 8;
            let scale = _mm256_loadu_ps(p.layer.scale.as_ptr().add(at));
            let bias = _mm256_loadu_ps(p.layer.bias.as_ptr().add(at));
            let offset = _mm256_loadu_si256(p.layer.offset.as_ptr().add(at).cast());
            for r in 0..R {
                // Pairs are added within 128-bit lanes; the permutation puts the outputs in order again.
                let pairs = _mm256_permute4x64_epi64::<0b11_01_10_00>(_mm256_hadd_epi32(sums[r][0], sums[r][1]));
                let whole = _mm256_cvtepi32_ps(_mm256_sub_epi32(pairs, offset));
                let by = _mm256_mul_ps(scale, _mm256_set1_ps(p.scales[p.row + r]));
                _mm256_storeu_ps(
                    out.as_mut_ptr().add((p.row + r) * p.layer.outputs + at),
                    _mm256_fmadd_ps(whole, by, bias),
                );
            }
        }
    }
}
