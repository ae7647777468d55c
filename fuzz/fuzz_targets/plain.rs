//! Whatever a report says, it is read.
#![no_main]

use demarche::report::Plain;
use demarche_fuzz::read_all;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_all(bytes, &Plain));
