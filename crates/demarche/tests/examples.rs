//! Every example of the library runs, and tells what it promises to.

use std::process::Command;

use expect_test::{Expect, expect};

/// Cargo builds examples beside the tests.
fn check(name: &str, wanted: Expect) {
    let tests = std::env::current_exe().expect("this test");
    let program = tests.parent().and_then(|deps| deps.parent()).expect("a folder").join("examples").join(name);
    let out = Command::new(program).output().expect("the example is built");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    wanted.assert_eq(&String::from_utf8_lossy(&out.stdout));
}

#[test]
fn read() {
    check("read", expect![[""]]);
}

#[test]
fn report() {
    check("report", expect![[""]]);
}

#[test]
fn record() {
    check("record", expect![[""]]);
}

#[test]
fn world() {
    let out = expect![[""]];
    check("world", out);
}
