//! Whatever a table of actors says, it is a register that is written as it was read, or its fault is told.
#![no_main]

use demarche::Register;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|table: &[u8]| {
    let Ok(register) = Register::parse("actors.csv", table) else { return };
    let again = Register::parse("actors.csv", register.to_csv().as_bytes()).expect("what was written can be read");
    assert_eq!(again.pin(), register.pin());
});
