//! Float work between the integer layers, in one fixed order of operations.

use super::{Norm, WIDTH};

/// Sixteen sums side by side, then one after the other: the order does not depend on the machine.
#[inline(always)]
pub fn sum(a: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    for chunk in a.chunks_exact(16) {
        for j in 0..16 {
            lanes[j] += chunk[j];
        }
    }
    lanes.iter().sum()
}

/// The product of two rows whose length is a multiple of 16.
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 16];
    for (x, y) in a.chunks_exact(16).zip(b.chunks_exact(16)) {
        for j in 0..16 {
            lanes[j] += x[j] * y[j];
        }
    }
    lanes.iter().sum()
}

/// Scales a row to mean 0 and variance 1, then by the norm's weights.
#[inline(always)]
pub fn norm(row: &mut [f32], norm: &Norm) {
    let mean = sum(row) / WIDTH as f32;
    let mut lanes = [0.0f32; 16];
    for chunk in row.chunks_exact(16) {
        for j in 0..16 {
            let d = chunk[j] - mean;
            lanes[j] += d * d;
        }
    }
    let scale = 1.0 / (lanes.iter().sum::<f32>() / WIDTH as f32 + 1e-12).sqrt();
    let (weight, bias) = (&norm.weight[..WIDTH], &norm.bias[..WIDTH]);
    for j in 0..WIDTH {
        row[j] = (row[j] - mean) * scale * weight[j] + bias[j];
    }
}

/// `x + y`, normalised, row by row, into `x`.
#[inline(always)]
pub fn add_norm(x: &mut [f32], y: &[f32], rows: usize, by: &Norm) {
    for (a, b) in x.chunks_exact_mut(WIDTH).zip(y.chunks_exact(WIDTH)).take(rows) {
        for j in 0..WIDTH {
            a[j] += b[j];
        }
        norm(a, by);
    }
}

/// Rows of floats as bytes around 128, each row with its scale.
#[inline(always)]
pub fn quantise(x: &[f32], rows: usize, width: usize, out: &mut [u8], scales: &mut [f32]) {
    for i in 0..rows {
        let row = &x[i * width..][..width];
        let mut lanes = [0.0f32; 16];
        for chunk in row.chunks_exact(16) {
            for j in 0..16 {
                lanes[j] = lanes[j].max(chunk[j].abs());
            }
        }
        let scale = (lanes.iter().fold(0.0f32, |a, &b| a.max(b)) / 127.0).max(1e-9);
        scales[i] = scale;
        let inverse = 1.0 / scale;
        let bytes = &mut out[i * width..][..width];
        for j in 0..width {
            let shifted = within(row[j] * inverse + 128.5, 0.5, 255.5);
            // SAFETY: `shifted` lies in 0.5..=255.5.
            bytes[j] = unsafe { shifted.to_int_unchecked::<i32>() as u8 };
        }
    }
}

/// A number held between two bounds; what is no number, as a bad file of weights can give, is the lower one.
#[inline(always)]
fn within(x: f32, low: f32, high: f32) -> f32 {
    let x = if x > low { x } else { low };
    if x < high { x } else { high }
}

/// e to the x, to four digits and more, by a polynomial of fixed order.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    let x = within(x * std::f32::consts::LOG2_E, -126.0, 126.0);
    let whole = x.floor();
    let r = x - whole;
    let p = r.mul_add(0.001_333_36, 0.009_618_12);
    let p = r.mul_add(p, 0.055_504_11);
    let p = r.mul_add(p, 0.240_226_5);
    let p = r.mul_add(p, std::f32::consts::LN_2);
    let p = r.mul_add(p, 1.0);
    // SAFETY: `whole` lies in -126..=126.
    let exponent = unsafe { whole.to_int_unchecked::<i32>() } + 127;
    f32::from_bits((exponent << 23) as u32) * p
}

/// The tanh form of GELU, as the network was trained with.
#[inline(always)]
pub fn gelu(x: &mut [f32]) {
    for v in x {
        let t = 0.797_884_6 * (*v + 0.044_715 * *v * *v * *v);
        *v /= 1.0 + exp(-2.0 * t);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close() {
        for i in -200..200 {
            let x = i as f32 / 10.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-4, "{x}");
        }
    }

    #[test]
    fn nothing_overflows_far_out() {
        assert!(exp(1000.0).is_finite() && exp(-1000.0) >= 0.0 && exp(f32::NAN) >= 0.0);
    }

    #[test]
    fn what_is_no_number_becomes_a_byte() {
        let (mut bytes, mut scales) = ([0; 32], [0.0; 2]);
        quantise(&[[f32::NAN; 16], [f32::INFINITY; 16]].concat(), 2, 16, &mut bytes, &mut scales);
        assert_eq!(bytes, [0; 32]);
    }
}
