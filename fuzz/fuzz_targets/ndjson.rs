//! Whatever lines say, each is a report that is read or a fault that is told.
#![no_main]

use demarche::report::NdJson;
use demarche_fuzz::read_all;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| read_all(bytes, &NdJson));
