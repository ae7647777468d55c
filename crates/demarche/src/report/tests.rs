use std::io::{self, BufReader, Read};

use super::*;

/// What every incoming format owes: it walks over cut and spoilt input without panic, says the same twice, and reads a
/// sound sample.
macro_rules! report_format_tests {
    ($($format:ident: $sample:expr;)*) => {
        #[test]
        fn every_format_is_tested() {
            let tested = [$(stringify!($format)),*];
            assert_eq!(FORMATS.iter().map(|f| f.name()).collect::<Vec<_>>(), tested);
        }

        $(mod $format {
            use super::*;

            const NAME: &str = stringify!($format);

            fn read(bytes: &[u8]) -> Vec<Result<Report, String>> {
                let found = open("sample", bytes, Some(NAME)).expect("the format exists");
                found.map(|r| r.map_err(|e| e.to_string())).collect()
            }

            #[test]
            fn sample_is_read() {
                let found = read($sample);
                assert!(!found.is_empty() && found.iter().all(|r| r.as_ref().is_ok_and(|r| !r.text.is_empty() && !r.id.is_empty())));
            }

            #[test]
            fn truncation_is_survived() {
                (0..$sample.len()).for_each(|end| drop(read(&$sample[..end])));
            }

            #[test]
            fn bad_bytes_are_survived_and_not_silent() {
                for at in 0..$sample.len() {
                    let mut bytes = $sample.to_vec();
                    bytes[at] = 0xff;
                    let told = |r: &Result<Report, String>| r.as_ref().map_or(true, |r| !r.notes.is_empty());
                    assert!(read(&bytes).iter().any(told), "byte {at}");
                }
            }

            #[test]
            fn reading_twice_gives_the_same() {
                assert_eq!(read($sample), read($sample));
            }

            #[test]
            fn small_buffers_change_nothing() {
                let slow = open("sample", BufReader::with_capacity(1, $sample), Some(NAME)).expect("the format exists");
                let slow: Vec<_> = slow.map(|r| r.map_err(|e| e.to_string())).collect();
                assert_eq!(slow, read($sample));
            }

            #[test]
            fn a_broken_input_is_an_error_and_ends() {
                let mut found = open("sample", BufReader::new(Broken), Some(NAME)).expect("the format exists");
                assert_eq!(found.next().expect("an error").unwrap_err().to_string(), "sample: the disk is gone");
                assert!(found.next().is_none());
            }
        })*
    };
}

report_format_tests! {
    ndjson: "{\"id\": \"a\", \"text\": \"Arnor thanked Gondor.\"}\n{\"text\": \"Café\\nclosed.\", \"title\": \"Naïve\"}\n".as_bytes();
    text: "Gondor opens its granaries\r\n\r\nThe café of Bree closed. — “Why?”\r\n".as_bytes();
}

struct Broken;

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(io::Error::other("the disk is gone"))
    }
}

fn all(name: &str, bytes: &[u8]) -> Vec<Result<Report, String>> {
    open(name, bytes, None).expect("readable").map(|r| r.map_err(|e| e.to_string())).collect()
}

#[track_caller]
fn one(name: &str, bytes: &[u8]) -> Report {
    let mut found = all(name, bytes);
    assert_eq!(found.len(), 1);
    found.remove(0).expect("a report")
}

#[track_caller]
fn check_text(bytes: &[u8], text: &str, notes: &[&str]) {
    let report = one("a.txt", bytes);
    assert_eq!((report.text.as_str(), report.notes), (text, notes.iter().map(|n| n.to_string()).collect()));
}

#[track_caller]
fn check_refused(name: &str, bytes: &[u8], error: &str) {
    assert_eq!(all(name, bytes), [Err(error.to_string())]);
}

fn utf16(text: &str, bytes: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

// Formats

#[test]
fn unknown_formats_are_named_with_the_choices() {
    let error = open("a.txt", &b""[..], Some("xml")).err().expect("refused").to_string();
    assert_eq!(error, "unknown format `xml`; the formats are ndjson, text");
}

#[test]
fn the_ending_tells_the_format() {
    for name in ["a.ndjson", "a.jsonl", "b/A.NDJSON"] {
        assert_eq!(one(name, b"{\"text\": \"x\"}").text, "x");
    }
    assert_eq!(one("a.json", b"{}").text, "{}");
}

#[test]
fn standard_input_is_told_by_its_first_byte() {
    assert_eq!(one("-", b"\n {\"text\": \"x\"}").text, "x");
    assert_eq!(one("-", b"\xef\xbb\xbf{\"text\": \"x\"}").text, "x");
    assert_eq!(one("-", b"Arnor {").text, "Arnor {");
    assert_eq!(one("-", b"Arnor").file, None);
}

#[test]
fn folders_and_missing_files_are_named() {
    let error = |name: &str| open_file(name, None).err().expect("refused").to_string();
    assert_eq!(error("src"), "src: this is a folder; name the files in it");
    assert!(error("no/such.txt").starts_with("no/such.txt: "));
}

// Plain text

#[test]
fn utf_8_with_and_without_mark() {
    check_text("Café\r\nnoir\n".as_bytes(), "Café\r\nnoir\n", &[]);
    check_text("\u{feff}Café".as_bytes(), "Café", &[]);
}

#[test]
fn utf_16_with_and_without_mark() {
    let text = "Arnor thanked Gondor — twice.\n";
    let marked = format!("\u{feff}{text}");
    check_text(&utf16(&marked, u16::to_le_bytes), text, &["not UTF-8; read as UTF-16LE"]);
    check_text(&utf16(&marked, u16::to_be_bytes), text, &["not UTF-8; read as UTF-16BE"]);
    check_text(&utf16(text, u16::to_le_bytes), text, &["not UTF-8; read as UTF-16LE"]);
    check_text(&utf16(text, u16::to_be_bytes), text, &["not UTF-8; read as UTF-16BE"]);
}

#[test]
fn windows_1252() {
    let note = "not UTF-8; read as windows-1252";
    check_text(
        b"\x93We thank Gondor,\x94 the caf\xe9 owner said \x97 twice.",
        "“We thank Gondor,” the café owner said — twice.",
        &[note],
    );
    check_text(b"It is Arnor\x92s grain.", "It is Arnor’s grain.", &[note]);
    check_text(b"The caf\xe9 closed.", "The café closed.", &[note]);
}

#[test]
fn a_spoilt_byte_in_utf_8_is_noted() {
    let note = "some bytes could not be decoded and stand as U+FFFD";
    check_text(b"Caf\xc3\xa9 \xff noir, caf\xc3\xa9", "Café \u{fffd} noir, café", &[note]);
    check_text(b"A caf\xc3", "A caf\u{fffd}", &[note]);
}

#[test]
fn nul_characters_are_noted() {
    check_text(
        b"Arnor thanked Gondor\0 on Monday.",
        "Arnor thanked Gondor\0 on Monday.",
        &["the text holds NUL characters"],
    );
}

#[test]
fn an_empty_file_is_a_report() {
    check_text(b"", "", &["the text is empty"]);
}

#[test]
fn binary_files_are_refused() {
    check_refused("a.txt", b"%PDF-1.4 ...", "a.txt: this is a PDF and not text; the formats are ndjson, text");
    let bytes: Vec<u8> = (0..=255).collect();
    check_refused("a.txt", &bytes, "a.txt: this is binary data and not text; the formats are ndjson, text");
}

#[test]
fn ids_come_from_the_text() {
    let (a, b) = (one("a.txt", b"Arnor"), one("b.txt", b"Arnor"));
    assert_eq!((a.id.len(), &a.id, a.file.as_deref()), (16, &b.id, Some("a.txt")));
    assert_ne!(a.id, one("a.txt", b"Gondor").id);
}

// NDJSON

#[test]
fn all_fields_are_read_and_others_passed_over() {
    let line = br#"{"id": 7, "text": "x", "title": "t", "published": "Thu, 16 Feb 2017 10:32:00 GMT", "url": "u", "outlet": "o",
        "language": "en", "score": {"a": [1]}}"#;
    let line: Vec<u8> = line.iter().copied().filter(|b| *b != b'\n').collect();
    let some = |s: &str| Some(s.to_string());
    let expected = Report {
        id: "7".to_string(),
        file: some("a.ndjson"),
        text: "x".to_string(),
        title: some("t"),
        published: some("2017-02-16"),
        url: some("u"),
        outlet: some("o"),
        language: some("en"),
        notes: Vec::new(),
    };
    assert_eq!(one("a.ndjson", &line), expected);
}

#[test]
fn bad_lines_do_not_stop_the_rest() {
    let lines = "\u{feff}{\"text\": \"a\"}\r\n\r\n{\"text\": }\n[\"a\", \"b\"]\n{\"text\": 5}\n{\"id\": \"x\"}\n{\"text\": \"b\"}";
    let found = all("a.ndjson", lines.as_bytes());
    let errors: Vec<&str> = found.iter().filter_map(|r| r.as_ref().err()).map(String::as_str).collect();
    let fields = "id, text, title, published, url, outlet, language";
    let expected = [
        format!("a.ndjson:3: column 10: expected value; a line is one JSON object with the fields {fields}"),
        format!("a.ndjson:4: no JSON object; a line is one with the fields {fields}"),
        "a.ndjson:5: `text` is a number; it must be a string".to_string(),
        format!("a.ndjson:6: no `text`; the fields are {fields}"),
    ];
    assert_eq!(errors, expected);
    let texts: Vec<&str> = found.iter().filter_map(|r| r.as_ref().ok()).map(|r| r.text.as_str()).collect();
    assert_eq!(texts, ["a", "b"]);
}

#[test]
fn odd_fields_are_noted_and_passed_over() {
    let report =
        one("a.ndjson", br#"{"text": "x", "title": ["t"], "published": "16th of May", "outlet": null, "id": ""}"#);
    assert_eq!((report.title, report.published, report.outlet, report.id.len()), (None, None, None, 16));
    let expected = [
        "`title` is a list and not a string; passed over",
        "`published` is `16th of May` and not an ISO 8601 date such as 2017-02-16; passed over",
    ];
    assert_eq!(report.notes, expected);
}

#[test]
fn a_line_in_an_old_encoding_is_read() {
    let report = one("a.ndjson", b"{\"text\": \"The caf\xe9 closed.\"}");
    assert_eq!((report.text.as_str(), report.notes.len()), ("The café closed.", 1));
}

#[test]
fn utf_16_is_refused_once() {
    let bytes = utf16("\u{feff}{\"text\": \"x\"}\n{\"text\": \"x\"}\n", u16::to_le_bytes);
    check_refused("a.ndjson", &bytes, "a.ndjson:1: this is UTF-16; NDJSON is UTF-8");
}

#[test]
fn days() {
    for (written, expected) in [
        ("2017-02-16", Some("2017-02-16")),
        (" 2017-02-16T10:32:00Z ", Some("2017-02-16")),
        ("2017-02-16 10:32:00", Some("2017-02-16")),
        ("2017-02-16T23:32:00-08:00", Some("2017-02-16")),
        ("Thu, 16 Feb 2017 10:32:00 +0000", Some("2017-02-16")),
        ("2017-02-30", None),
        ("16/02/2017", None),
        ("yesterday", None),
        ("", None),
    ] {
        assert_eq!(day(written).as_deref(), expected, "{written}");
    }
}
