use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::ontology::Files;

static PAGE: LazyLock<Page> = LazyLock::new(|| Page::load(&Files::embedded()).expect("the ontology is sound"));

fn report(text: &str) -> Report {
    Report::from_text(text)
}

/// The parts, one a line, as `kind: words`; line ends within a part show as `/`.
fn parts(report: &Report) -> String {
    let text = clean(report, &PAGE);
    let shown = text.parts.iter().map(|p| {
        let words = p.span.of(&report.text).split_whitespace().collect::<Vec<_>>().join(" ");
        format!("{}: {words}", format!("{:?}", p.kind).to_lowercase())
    });
    shown.collect::<Vec<_>>().join("\n")
}

/// Checks how a text is cut. Each line of `expected` is a part: its kind and its first words.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = parts(&report(text));
    let lines: Vec<&str> = found.lines().collect();
    let same = lines.len() == expected.len() && lines.iter().zip(expected).all(|(f, e)| f.starts_with(e));
    assert!(same, "expected\n{}\nfound\n{found}", expected.join("\n"));
}

#[track_caller]
fn header(text: &str) -> Header {
    let report = report(text);
    clean(&report, &PAGE).header
}

#[track_caller]
fn check_header(text: &str, agency: Option<&str>, author: Option<&str>, place: Option<&str>, published: Option<&str>) {
    let header = header(text);
    let found = [&header.agency, &header.author, &header.dateline, &header.published].map(|f| f.as_deref());
    assert_eq!(found, [agency, author, place, published], "{:?}", parts(&report(text)));
}

const FIRST: &str = "Gondor opened its granaries to the people of Arnor on Monday, officials in Bree said.";
const SECOND: &str = "\"We thank them,\" said Jane Roe, who heads the council of Arnor. Rohan kept silent.";

/// A report whose first sentence stands behind `opening`.
fn opening(opening: &str) -> String {
    format!("Gondor opens its granaries\n\n{opening}{FIRST}\n\n{SECOND}\n")
}

/// A report with a line between headline and text.
fn below_title(line: &str) -> String {
    format!("Gondor opens its granaries\n{line}\n{FIRST}\n{SECOND}\n")
}

// Whole pages

#[test]
fn wire_story() {
    let text = "Gondor says ready to share grain with Arnor\n\nAFP , Thursday 16 Feb 2017\n\nSteward Jane Roe addresses a press \
        conference in Bree on February 16, 2017 (Photo: AFP)\n\nGondor will share its grain.\n\nShe spoke in Bree.\n\n\
        Short link:\n";
    check(
        text,
        &[
            "title: Gondor says",
            "byline: AFP ,",
            "caption: Steward",
            "body: Gondor will",
            "body: She",
            "furniture: Short",
        ],
    );
    check_header(text, Some("AFP"), None, None, Some("2017-02-16"));
}

#[test]
fn one_paragraph_a_line_without_title() {
    check(&format!("{FIRST}\n{SECOND}\n"), &["body: Gondor", "body: \"We"]);
}

#[test]
fn one_paragraph_a_line_with_title() {
    check(&format!("Gondor opens its granaries\n{FIRST}\n{SECOND}"), &["title: Gondor", "body: Gondor", "body: \"We"]);
}

#[test]
fn a_single_sentence_is_body() {
    check("Arnor rejected the terms of Gondor on Monday.", &["body: Arnor"]);
    check("Arnor rejects the terms of Gondor", &["body: Arnor"]);
}

#[test]
fn hard_wrapped_lines_make_paragraphs() {
    let text = "Gondor opens its granaries\n\nGondor opened its granaries to the people of Arnor on Monday,\nofficials in \
        Bree said, and promised to send more as soon as the\nroads were dry.\n\nRohan kept silent. Its riders had been seen \
        on the eastern road the\nday before, according to travellers.\n";
    check(
        text,
        &[
            "title: Gondor",
            "body: Gondor opened its granaries to the people of Arnor on Monday, officials",
            "body: Rohan",
        ],
    );
}

#[test]
fn hard_wrapped_lines_with_dateline() {
    let text = "BREE, Arnor (Reuters) - Gondor opened its granaries to the people of\nArnor on Monday, officials in Bree \
        said, and promised to send\nmore once the roads were dry.\n";
    check(text, &["dateline: BREE, Arnor (Reuters) -", "body: Gondor opened"]);
}

#[test]
fn windows_and_old_mac_line_ends() {
    for end in ["\r\n", "\r", "\u{2028}"] {
        let text = format!("Gondor opens its granaries\n\nBy Jane Roe\n\n{FIRST}\n\n{SECOND}").replace('\n', end);
        check(&text, &["title: Gondor", "byline: By Jane", "body: Gondor", "body: \"We"]);
    }
}

#[test]
fn captions_may_come_first() {
    let text = format!("A granary in Bree (AP Photo/Jane Doe)\nGondor opens its granaries\n{FIRST}");
    check(&text, &["caption: A granary", "title: Gondor", "body: Gondor"]);
}

// Titles

#[test]
fn headline_in_capitals() {
    check(&format!("GONDOR - ARNOR TALKS FAIL\n{FIRST}"), &["title: GONDOR", "body"]);
}

#[test]
fn headline_that_ends_with_initials() {
    check(&format!("Arnor signs accord with the U.S.\n{FIRST}"), &["title: Arnor", "body"]);
}

#[test]
fn headline_with_capitals_and_full_stop() {
    check(&format!("Gondor Opens Granaries After Arnor's Appeal.\n{FIRST}"), &["title: Gondor", "body"]);
}

#[test]
fn headline_that_asks() {
    check(&format!("Will Gondor pay?\n{FIRST}"), &["title: Will", "body"]);
}

#[test]
fn subtitle() {
    check(&below_title("Officials promise more once roads are dry"), &["title", "title: Officials", "body", "body"]);
}

#[test]
fn standfirst_before_byline() {
    let text = below_title("The steward promises more once roads are dry.\nBy Jane Roe");
    check(&text, &["title", "title: The steward", "byline: By Jane", "body", "body"]);
}

#[test]
fn a_quoted_first_sentence_is_no_title() {
    check(&format!("The steward said: \"We will pay.\"\n{FIRST}"), &["body: The steward", "body"]);
}

#[test]
fn section_above_the_headline() {
    check(&format!("World\nGondor opens its granaries\n{FIRST}"), &["furniture: World", "title: Gondor", "body"]);
}

fn with_title(title: &str, text: &str) -> Report {
    Report { title: Some(title.to_string()), ..report(text) }
}

#[test]
fn a_given_title_is_found_in_the_text() {
    let given = with_title("Gondor  Opens its granaries.", &format!("Gondor opens its granaries.\n{FIRST}"));
    assert!(parts(&given).starts_with("title: Gondor opens its granaries.\nbody: Gondor opened"), "{}", parts(&given));
    assert_eq!(clean(&given, &PAGE).header.title.as_deref(), Some("Gondor  Opens its granaries."));
}

#[test]
fn a_given_title_may_share_its_line_with_the_text() {
    let given = with_title("Gondor opens its granaries", &format!("Gondor opens its granaries {FIRST}"));
    assert!(parts(&given).starts_with("title: Gondor opens its granaries\nbody: Gondor opened"), "{}", parts(&given));
}

#[test]
fn a_given_title_may_take_two_lines() {
    let given = with_title("Gondor opens its granaries", &format!("Gondor opens\nits granaries\n{FIRST}"));
    assert!(parts(&given).starts_with("title: Gondor opens its granaries\nbody: Gondor opened"), "{}", parts(&given));
}

#[test]
fn a_given_title_that_begins_the_first_sentence_is_no_part() {
    let given = with_title("Gondor opened its granaries", FIRST);
    assert!(parts(&given).starts_with("body: Gondor opened"), "{}", parts(&given));
}

// Bylines

#[test]
fn bylines_with_names() {
    for (line, author, agency) in [
        ("By Jane Roe", "Jane Roe", None),
        ("By JANE ROE | Associated Press", "JANE ROE", Some("Associated Press")),
        ("By Jane Roe and John Doe", "Jane Roe and John Doe", None),
        ("By Jane Roe, Reuters", "Jane Roe", Some("Reuters")),
        ("By Jane Roe in Bree", "Jane Roe", None),
        ("By Jane Roe for the Bree Herald", "Jane Roe", None),
        ("By Jan van den Berg, Correspondent", "Jan van den Berg", None),
    ] {
        check(&below_title(line), &["title", &format!("byline: {line}"), "body", "body"]);
        check_header(&below_title(line), agency, Some(author), None, None);
    }
}

#[test]
fn bylines_with_dates() {
    for line in [
        "AFP , Thursday 16 Feb 2017",
        "February 16, 2017",
        "16/02/2017",
        "2017-02-16",
        "2017-02-16T10:32:00Z",
        "Feb. 16, 2017 10:32 AM ET",
        "Published: 16 February 2017",
        "Published on Thursday, 16th February 2017 at 1032 GMT",
        "Updated: 17 Feb 2017, Published: 16 Feb 2017",
        "THURSDAY, FEBRUARY 16, 2017",
        "Published 16 Feb 2017 | Updated 17 Feb 2017",
        "By Jane Roe, Associated Press | February 16, 2017 10:32am",
        "Bree Herald, 16 Feb 2017",
    ] {
        check(&below_title(line), &["title", &format!("byline: {line}"), "body", "body"]);
        assert_eq!(header(&below_title(line)).published.as_deref(), Some("2017-02-16"), "{line}");
    }
}

#[test]
fn day_and_month_that_could_be_each_other_give_no_day() {
    check_header(&below_title("AFP, 03/02/2017"), Some("AFP"), None, None, None);
    check_header(&below_title("AFP, 02/02/2017"), Some("AFP"), None, None, Some("2017-02-02"));
}

#[test]
fn impossible_days_give_none() {
    check_header(&below_title("AFP, 31 Feb 2017"), Some("AFP"), None, None, None);
}

#[test]
fn the_day_that_the_report_gives_goes_before() {
    let text = below_title("AFP, 16 Feb 2017");
    let given = Report { published: Some("2017-02-17".to_string()), ..report(&text) };
    assert_eq!(clean(&given, &PAGE).header.published.as_deref(), Some("2017-02-17"));
}

#[test]
fn a_name_above_agency_and_date() {
    let text = below_title("Jane Roe\nAFP, 16 Feb 2017");
    check(&text, &["title", "byline: Jane", "byline: AFP", "body", "body"]);
    check_header(&text, Some("AFP"), Some("Jane Roe"), None, Some("2017-02-16"));
}

#[test]
fn the_desk_signs_at_the_foot() {
    let text = format!("{FIRST}\n{SECOND}\nReporting by Jane Roe in Bree and John Doe; Editing by Ann Poe");
    check(&text, &["body", "body", "byline: Reporting"]);
    check_header(&text, None, Some("Jane Roe"), None, None);
}

#[test]
fn the_desk_signs_behind_the_last_sentence() {
    let text = format!("{FIRST}\n{SECOND} (Reporting by Jane Roe; Editing by Ann Poe)");
    check(&text, &["body", "body: \"We", "byline: (Reporting"]);
    let text = format!("{FIRST}\n{SECOND} (AFP)");
    check(&text, &["body", "body: \"We", "byline: (AFP)"]);
    assert_eq!(header(&text).agency.as_deref(), Some("AFP"));
}

#[test]
fn sentences_that_begin_like_bylines_are_body() {
    for line in [
        "By Thursday evening the army had left the town of Bree.",
        "Reporting by the council showed that grain was scarce in Arnor.",
        "By the end of 2017 Gondor had paid its debts.",
        "7 p.m.",
        "AFP, the agency, said on 16 February 2017 that it had moved its office.",
    ] {
        check(&format!("{FIRST}\n{line}\n{SECOND}"), &["body", &format!("body: {line}"), "body"]);
    }
}

// Datelines

#[test]
fn datelines() {
    for (line, place, agency) in [
        ("BREE (Reuters) - ", Some("BREE"), Some("Reuters")),
        ("BREE, Arnor (AP) — ", Some("BREE, Arnor"), Some("AP")),
        ("BREE, Feb 3 (Xinhua) -- ", Some("BREE"), Some("Xinhua")),
        ("BREE, Arnor, Feb. 3, (Xinhua) -- ", Some("BREE, Arnor"), Some("Xinhua")),
        ("MINAS TIRITH — ", Some("MINAS TIRITH"), None),
        ("MINAS TIRITH, Gondor, Feb. 16 — ", Some("MINAS TIRITH, Gondor"), None),
        ("BREE/EDORAS (Reuters) – ", Some("BREE/EDORAS"), Some("Reuters")),
        ("BREE: ", Some("BREE"), None),
        ("HEMPFIELD, N.Y., Feb. 16 (UPI) — ", Some("HEMPFIELD, N.Y."), Some("UPI")),
        ("Bree, Arnor (CNN)", Some("Bree, Arnor"), Some("CNN")),
        ("Bree – ", Some("Bree"), None),
        ("(CNN) -- ", None, Some("CNN")),
        ("AFP - ", None, Some("AFP")),
        ("BREE (Shire Press) - ", Some("BREE"), Some("Shire Press")),
        ("THE GREY HAVENS, Arnor (AP) -", Some("THE GREY HAVENS, Arnor"), Some("AP")),
    ] {
        let found = parts(&report(&opening(line)));
        assert!(found.contains(&format!("\ndateline: {}\nbody: Gondor opened", line.trim())), "{line}: {found}");
        check_header(&opening(line), agency, None, place, None);
    }
}

#[test]
fn a_dateline_with_its_year_dates_the_report() {
    check_header(&opening("BREE, Feb 16, 2017 (AFP) - "), Some("AFP"), None, Some("BREE"), Some("2017-02-16"));
}

#[test]
fn a_dateline_on_its_own_line() {
    check(&opening("BREE (Reuters) -\n"), &["title", "dateline: BREE", "body: Gondor", "body"]);
    check(&opening("BREE, 16 February 2017\n"), &["title", "dateline: BREE", "body: Gondor", "body"]);
}

#[test]
fn a_dateline_without_title() {
    check(&format!("BREE (Reuters) - {FIRST}\n{SECOND}"), &["dateline", "body", "body"]);
}

#[test]
fn dashes_colons_and_brackets_in_sentences_are_no_datelines() {
    for line in [
        "Arnor — no friend of the plan — agreed to it on Monday.",
        "The steward (Gondor) said that grain was scarce.",
        "Rohan's message was short: No grain, no riders.",
        "BREAKING: Gondor has opened its granaries, officials say.",
        "From Reuters: Gondor has opened its granaries to all.",
        "Roe: Gondor has opened its granaries to all.",
        "WE WILL NOT ALLOW THIS TO STAND — Gondor has opened its granaries.",
        "The council - which met in Bree - did not vote.",
    ] {
        check(&format!("{line}\n{SECOND}"), &[&format!("body: {line}"), "body"]);
    }
}

#[test]
fn headings_in_capitals_are_no_datelines() {
    let text = format!("{FIRST}\nGRAIN — Forty wagons left Bree.\nSILVER — None has come so far.\n{SECOND}");
    check(&text, &["body", "body: GRAIN", "body: SILVER", "body"]);
}

#[test]
fn speakers_of_a_transcript_are_no_datelines() {
    let text = format!("{FIRST}\nROE: We shall open the granaries to all who come to us.\nDOE: That is good to hear.");
    check(&text, &["body", "body: ROE", "body: DOE"]);
    let text = "ROE: We shall open the granaries to all who come to us.\nDOE: That is good to hear.";
    check(text, &["body: ROE", "body: DOE"]);
}

// Captions

#[test]
fn captions() {
    for line in [
        "Steward Jane Roe speaks in Bree on Monday (Photo: AFP)",
        "Steward Jane Roe speaks in Bree on Monday. (AP Photo/John Doe)",
        "Steward Jane Roe speaks in Bree on Monday. REUTERS/John Doe",
        "Steward Jane Roe speaks in Bree on Monday. John Doe/Getty Images",
        "Steward Jane Roe speaks in Bree on Monday. Photo by John Doe",
        "Steward Jane Roe speaks in Bree on Monday. Photograph: John Doe/AFP",
        "Steward Jane Roe (L) shakes hands with Captain John Doe in Bree on Monday.",
        "FILE PHOTO: Steward Jane Roe speaks in Bree.",
        "In this photo from Monday, people queue for grain in Bree.",
        "Steward Jane Roe addresses the council of Arnor in Bree on February 16, 2017",
    ] {
        check(&below_title(line), &["title", &format!("caption: {line}"), "body", "body"]);
    }
}

#[test]
fn sentences_on_pictures_are_body() {
    for line in [
        "A photo published by Getty Images shows the steward at the gate.",
        "The film ran on Monday. (Warning: it contains graphic images.)",
        "Senator John Doe (R) and his party voted for the wagons on Monday.",
        "The agency (AFP) said that its photo was genuine.",
        "Rohan asked Gondor and/or Arnor for grain.",
    ] {
        check(&format!("{FIRST}\n{line}\n{SECOND}"), &["body", &format!("body: {line}"), "body"]);
    }
}

// Furniture

#[test]
fn furniture() {
    for line in [
        "Short link:",
        "https://herald.example/bree/1",
        "Share this",
        "Related: Rohan refuses to ride",
        "Read more",
        "Read more: Rohan refuses to ride",
        "Follow @janeroe on Twitter",
        "ADVERTISEMENT",
        "***",
        "© 2017 Bree Herald",
        "Tags: grain, Gondor",
    ] {
        check(&format!("{FIRST}\n{line}\n{SECOND}"), &["body", &format!("furniture: {line}"), "body"]);
    }
}

#[test]
fn sentences_that_begin_like_furniture_are_body() {
    for line in [
        "Read more books, the steward told the pupils of Bree.",
        "More than forty wagons left Bree.",
        "Related measures passed.",
    ] {
        check(&format!("{FIRST}\n{line}\n{SECOND}"), &["body", &format!("body: {line}"), "body"]);
    }
}

// Notes

fn notes(report: &Report) -> Vec<String> {
    clean(report, &PAGE).notes
}

#[test]
fn no_body_is_noted() {
    assert_eq!(notes(&report(" \n")), ["the report has no body"]);
}

#[test]
fn language_is_told_from_long_texts() {
    let english = format!("{FIRST} {SECOND} ").repeat(3);
    assert_eq!(header(&english).language.as_deref(), Some("en"));
    assert_eq!(notes(&report(&english)), [""; 0]);
    assert_eq!(header(FIRST).language, None);
}

#[test]
fn another_language_is_noted() {
    let french = "Le royaume a ouvert ses greniers lundi, ont annoncé les autorités de la ville. Les habitants, qui attendaient \
        depuis plusieurs semaines, ont remercié le conseil. Le porte-parole a déclaré que les routes seraient bientôt sèches et \
        que d'autres chariots partiraient avant la fin du mois.";
    assert_eq!(notes(&report(french)), ["reads English; this looks like French"]);
    assert_eq!(header(french).language.as_deref(), Some("fr"));
}

#[test]
fn a_tag_for_another_language_is_noted() {
    let tagged = Report { language: Some("de-AT".to_string()), ..report(FIRST) };
    assert_eq!(notes(&tagged), ["reads English; the report says that its language is `de-AT`"]);
    assert_eq!(clean(&tagged, &PAGE).header.language.as_deref(), Some("de-AT"));
}

// Laws

fn check_laws(report: &Report) {
    let text = clean(report, &PAGE);
    let mut end = 0;
    for part in &text.parts {
        let span = part.span;
        assert!(!span.is_empty() && span == span.trim(&report.text), "{part:?} is not trimmed");
        assert!(report.text[end..span.start()].trim().is_empty(), "text before {part:?} stands in no part");
        end = span.end();
    }
    assert!(report.text[end..].trim().is_empty(), "text after the last part");
    assert_eq!(text.parts, clean(report, &PAGE).parts);
}

/// Pieces of pages, to be thrown together.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "By ",
        "Jane Roe",
        "BREE",
        "Bree",
        ", ",
        "(Reuters)",
        "(",
        ")",
        " - ",
        "—",
        "–",
        "--",
        ": ",
        "AFP",
        "16 Feb 2017",
        "Feb 3",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "Photo: ",
        "REUTERS/",
        "/Getty Images",
        "Short link:",
        "Reporting by ",
        "said.",
        "é",
        "“",
        "”",
        " ",
        "\u{a0}",
        "2017-02-16",
        "10:32",
        "\u{2028}",
        "İ",
        "ß",
        "ﬀ",
        "\0",
        "© ",
        "@x",
        ".",
        "Updated ",
    ];
    prop_oneof![proptest::sample::select(pieces.to_vec()).prop_map(String::from), "\\PC{0,8}"]
}

proptest! {
    #[test]
    fn any_text_is_cut_soundly(text in any::<String>()) {
        check_laws(&report(&text));
    }

    #[test]
    fn any_page_is_cut_soundly(pieces in prop::collection::vec(piece(), 0..40), title in prop::option::of(prop::collection::vec(piece(), 0..4))) {
        let title = title.map(|t| t.concat());
        check_laws(&Report { title, ..report(&pieces.concat()) });
    }
}

#[test]
fn long_lines_take_linear_time() {
    for unit in ["a", "a ", "(", "BREE - ", "\n", "\r", "Photo: ", "a\nB "] {
        check_laws(&report(&unit.repeat(4_000_000 / unit.len())));
    }
}

#[test]
fn a_page_of_the_wrong_shape_is_refused_with_its_line() {
    let folder = std::env::temp_dir().join(format!("demarche-page-{}", std::process::id()));
    for (file, text) in [("english/page.toml", "signers = []\nclock = 12\n"), ("events/codes.csv", "")] {
        let path = folder.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder for the test");
        std::fs::write(path, text).expect("a file for the test");
    }
    let files = Files::in_folders(std::slice::from_ref(&folder)).expect("readable");
    let error = Page::load(&files).err().expect("refused").to_string();
    std::fs::remove_dir_all(&folder).expect("the folder was made above");
    assert!(error.starts_with("ontology/english/page.toml:2:9: invalid type: integer"), "{error}");
}
