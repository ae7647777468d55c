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
    check(
        "read",
        expect![[r#"
        051 thanked
        1123 accused
        194 shelling
    "#]],
    );
}

#[test]
fn report() {
    check(
        "report",
        expect![[r#"
        a: Rohan rode.
        reports.ndjson:2: no `text`; the fields are id, text, title, published, url, outlet, language
        c: Umbar fell.
    "#]],
    );
}

#[test]
fn record() {
    check(
        "record",
        expect![[r#"
        envoy of Rohan (assert): "We will ride at dawn,"
        Gondor (deny): that Osgiliath had fallen
    "#]],
    );
}

#[test]
fn world() {
    let out = expect![[r#"
        read by model a2a9082e5ee4002c
        170 {"cyber": "C12"}
    "#]];
    check("world", out);
}
