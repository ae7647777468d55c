//! The command as a person meets it at a terminal.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use predicates::prelude::*;
use predicates::str::contains;
use tempfile::TempDir;

const REPORT: &str = "Arnor thanked Gondor on Monday, its envoy said.\n";

fn demarche(arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("demarche").expect("the program is built");
    command.args(arguments).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// A folder with reports `a.txt` and `b.ndjson`, something that is no report, and a file of another kind.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(&folder, "a.txt", REPORT.as_bytes());
    put(
        &folder,
        "b.ndjson",
        b"{\"id\": \"x\", \"text\": \"Rohan rode.\"}\nnonsense\n{\"id\": \"y\", \"text\": \"Umbar fell.\"}\n",
    );
    put(&folder, "bad.pdf", b"%PDF-1.7 \x00\x01\x02");
    folder
}

fn put(folder: &TempDir, name: &str, bytes: &[u8]) {
    fs::write(folder.path().join(name), bytes).expect("a file");
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).to_string_lossy().into_owned()
}

fn records(out: &[u8]) -> Vec<serde_json::Value> {
    let out = str::from_utf8(out).expect("UTF-8");
    out.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

#[test]
fn help_teaches_by_example() {
    demarche(&["--help"]).assert().success().stdout(contains("Examples:").and(contains("Exit status:")));
    for command in ["read", "explain", "actors", "parse", "check", "register", "completions"] {
        demarche(&[command, "--help"]).assert().success().stdout(contains(format!("  demarche {command}")));
    }
}

#[test]
fn an_unknown_format_lists_the_choices() {
    let choices = demarche::record::FORMATS.iter().map(|f| f.name()).collect::<Vec<_>>().join(", ");
    demarche(&["read", "--format", "xml", "a.txt"]).assert().code(2).stderr(contains(choices));
}

#[test]
fn a_day_is_a_day() {
    demarche(&["read", "--published", "Thursday"]).assert().code(2).stderr(contains("2017-02-16"));
}

#[test]
fn no_command_is_a_usage_error() {
    demarche(&[]).assert().code(2).stderr(contains("Usage"));
}

#[test]
fn standard_input_is_read() {
    for arguments in [&["read", "--format", "ndjson"][..], &["read", "--format", "ndjson", "-"]] {
        let out = demarche(arguments).write_stdin(REPORT).assert().success().get_output().stdout.clone();
        assert_eq!(records(&out).len(), 1);
        assert_eq!(records(&out)[0]["report"]["file"], serde_json::Value::Null);
    }
}

#[test]
fn the_text_form_is_plain_away_from_a_terminal() {
    let plain = contains("Arnor").and(contains("\u{1b}").not());
    demarche(&["read"]).write_stdin(REPORT).assert().success().stdout(plain);
}

#[test]
fn colours_can_be_asked_for_and_refused() {
    demarche(&["read", "--color", "always"]).write_stdin(REPORT).assert().stdout(contains("\u{1b}["));
    demarche(&["read"]).env("CLICOLOR_FORCE", "1").write_stdin(REPORT).assert().stdout(contains("\u{1b}["));
    let refused = ["read", "--color", "never"];
    demarche(&refused).env("CLICOLOR_FORCE", "1").write_stdin(REPORT).assert().stdout(contains("\u{1b}").not());
}

#[test]
fn a_bad_file_among_good_ones_is_named_and_passed_over() {
    let folder = folder();
    let (good, bad, gone) = (path(&folder, "a.txt"), path(&folder, "bad.pdf"), path(&folder, "gone.txt"));
    let faults = contains("bad.pdf: this is a PDF").and(contains("gone.txt: No such file"));
    let run = demarche(&["read", "--format", "ndjson", &good, &bad, &gone, &good]).assert().code(1).stderr(faults);
    let files: Vec<_> = records(&run.get_output().stdout).iter().map(|r| r["report"]["file"].clone()).collect();
    assert_eq!(files, [good.as_str(), good.as_str()]);
}

#[test]
fn a_bad_line_is_named_and_passed_over() {
    let folder = folder();
    let run = demarche(&["read", "--format", "ndjson", &path(&folder, "b.ndjson")]).assert().code(1);
    let run = run.stderr(contains("b.ndjson:2:"));
    let ids: Vec<_> = records(&run.get_output().stdout).iter().map(|r| r["report"]["id"].clone()).collect();
    assert_eq!(ids, ["x", "y"]);
}

#[test]
fn a_folder_stands_for_its_reports_in_order() {
    let folder = folder();
    let run = demarche(&["read", "--format", "ndjson", &path(&folder, "")]).assert().code(1);
    let files: Vec<_> = records(&run.get_output().stdout).iter().map(|r| r["report"]["file"].clone()).collect();
    let ends = |file: &serde_json::Value| file.as_str().map(|f| Path::new(f).file_name().map(|n| n.to_owned()));
    let names: Vec<_> = files.iter().filter_map(ends).flatten().collect();
    assert_eq!(names, ["a.txt", "b.ndjson", "b.ndjson"]);
}

#[test]
fn a_folder_without_reports_says_what_reports_are() {
    let empty = tempfile::tempdir().expect("a folder");
    demarche(&["read", &path(&empty, "")])
        .assert()
        .code(1)
        .stderr(contains("no report in this folder").and(contains(".txt")));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = |i: usize| format!("{{\"id\": \"{i}\", \"text\": \"{}\"}}\n", "Rohan rode. ".repeat(1 + i % 5));
    put(&folder, "many.ndjson", (0..40).map(line).collect::<String>().as_bytes());
    let read = |jobs| {
        let many = path(&folder, "many.ndjson");
        demarche(&["read", "--format", "ndjson", "--jobs", jobs, &many]).assert().success().get_output().stdout.clone()
    };
    assert_eq!(read("1"), read("7"));
}

#[test]
fn the_day_of_publication_can_be_given() {
    let run = demarche(&["read", "--format", "ndjson", "--published", "2017-02-16"]).write_stdin(REPORT).assert();
    assert_eq!(records(&run.get_output().stdout)[0]["report"]["published"], "2017-02-16");
}

#[test]
fn output_goes_to_a_file_that_is_whole() {
    let folder = folder();
    put(&folder, "out.ndjson", b"old");
    let out = path(&folder, "out.ndjson");
    demarche(&["read", "--format", "ndjson", "--output", &out]).write_stdin(REPORT).assert().success().stdout("");
    assert_eq!(records(&fs::read(&out).expect("the file")).len(), 1);
    let names: Vec<_> = fs::read_dir(folder.path()).expect("a folder").flatten().map(|e| e.file_name()).collect();
    assert!(!names.iter().any(|n| n.to_string_lossy().contains("demarche")), "{names:?}");
}

#[test]
fn output_to_nowhere_is_an_error_with_its_place() {
    let run = demarche(&["read", "--output", "/no/such/folder/out"]).write_stdin(REPORT).assert();
    run.code(1).stderr(contains("cannot write /no/such/folder/out"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_with_its_place() {
    let run = demarche(&["read", "--output", "/dev/full"]).write_stdin(REPORT).assert();
    run.code(1).stderr(contains("cannot write /dev/full").and(contains("No space left")));
    assert!(!fs::metadata("/dev/full").expect("the device").is_file());
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_error() {
    let program = assert_cmd::cargo::cargo_bin("demarche");
    let script =
        format!("printf 'Rohan rode.\\n' | '{}' read --format json | true; echo ${{PIPESTATUS[1]}}", program.display());
    Command::new("bash").args(["-c", &script]).assert().success().stdout("0\n").stderr("");
}

#[test]
fn a_folder_that_is_no_ontology_is_named() {
    let empty = tempfile::tempdir().expect("a folder");
    let there = path(&empty, "");
    demarche(&["check", &there]).assert().code(1).stderr(contains("cannot be used").and(contains("has no file")));
}

#[test]
fn a_folder_can_be_the_model() {
    let english = concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/english");
    let read = |more: &[&str]| {
        demarche(&["read", "--format", "ndjson"]).args(more).write_stdin(REPORT).output().expect("it runs").stdout
    };
    assert_eq!(read(&["--model", english]), read(&[]));
    let wrong = demarche(&["parse", "--model", "no-such-folder"]).write_stdin(REPORT).assert().code(1);
    wrong.stderr(contains("the model cannot be used: no-such-folder/model.toml: cannot be read"));
}

#[test]
fn an_ontology_can_be_added_to() {
    let cyber = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/cyber-operations");
    let report = "On Monday Canada stole files from the government of Peru.\n";
    let read = |others: &[&str]| {
        let arguments = [&["read", "--format", "ndjson"], others].concat();
        let out = demarche(&arguments).write_stdin(report).assert().success().get_output().stdout.clone();
        records(&out).remove(0)["events"][0].clone()
    };
    assert_eq!(read(&["--ontology", cyber])["codes"]["cyber"], "C12");
    let whole = concat!(env!("CARGO_MANIFEST_DIR"), "/../../ontology");
    assert_eq!(read(&["--ontology", cyber, "--ontology", whole])["codes"]["cyber"], "C12");
    assert_eq!(read(&[])["codes"], serde_json::Value::Null);
    demarche(&["read", "--ontology", cyber]).write_stdin(report).assert().success().stdout(contains("C12 COERCE"));
    demarche(&["explain", "-", "--event", "e", "--ontology", cyber])
        .write_stdin(report)
        .assert()
        .success()
        .stdout(contains("cyber").and(contains("C12")));
}

/// Two reports in one file, one of them empty, and one in another.
const WAR: &str = "{\"id\": \"w/1\", \"published\": \"2017-02-16\", \"text\": \"Canada and Jordan attacked Peru. Canada did not \
                   attack Chile.\"}\n{\"id\": \"w/2\", \"text\": \"\"}\n{\"id\": \"w/3\", \"text\": \"Chile thanked Peru.\"}\n";

fn table(format: &str, others: &[&str]) -> String {
    let run = demarche(&[&["read", "--format", format], others].concat()).write_stdin(WAR).assert().success();
    String::from_utf8(run.get_output().stdout.clone()).expect("UTF-8")
}

#[test]
fn tables_of_many_reports_are_one_table() {
    for (format, columns, heading) in [("phoenix", 26, 0), ("icews", 20, 1), ("gdelt", 61, 0)] {
        let table = table(format, &[]);
        assert_eq!(table.lines().count(), 3 + heading, "{format}: {table}");
        assert!(table.lines().all(|row| row.split('\t').count() == columns), "{format}: {table}");
    }
    assert_eq!(table("plover", &[]).lines().count(), 2);
}

#[test]
fn which_events_are_written_can_be_said() {
    let count = |which: &str| table("gdelt", &["--events", which]).lines().count();
    assert_eq!([count("happened"), count("negated"), count("negated,actual"), count("all")], [3, 1, 4, 4]);
    let fault = contains("unknown variant `perhaps`").and(contains("`denied`")).and(contains("`happened`"));
    demarche(&["read", "--events", "perhaps"]).write_stdin(WAR).assert().code(2).stderr(fault);
}

#[test]
fn a_record_can_be_had_in_dyads() {
    let ids = |others: &[&str]| {
        let first = records(table("ndjson", others).as_bytes()).remove(0);
        let events = first["events"].as_array().cloned().unwrap_or_default();
        events.iter().map(|e| e["id"].as_str().unwrap_or_default().to_string()).collect::<Vec<_>>()
    };
    let whole = ids(&[]);
    let pairs = [format!("{}.1", whole[0]), format!("{}.2", whole[0]), whole[1].clone()];
    assert_eq!((whole.len(), ids(&["--dyads"])), (2, pairs.to_vec()));
}

#[test]
fn a_table_can_be_chosen() {
    let rows = |format: &str, others: &[&str]| table(format, others).lines().count();
    assert_eq!(
        [rows("csv", &[]), rows("tsv", &["--table", "dyads"]), rows("csv", &["--table", "statements"])],
        [4, 5, 2]
    );
    assert!(table("tsv", &["--table", "actors"]).starts_with("report_id\tpublished\tactor_id\tname\t"));
    let fault = contains("--table goes with csv and tsv, not with gdelt");
    demarche(&["read", "--format", "gdelt", "--table", "dyads"]).write_stdin(WAR).assert().code(1).stderr(fault);
}

#[test]
fn a_folder_for_brat_has_two_files_a_report() {
    let folder = folder();
    put(&folder, "war.ndjson", WAR.as_bytes());
    let (out, text, war) = (path(&folder, "marked"), path(&folder, "a.txt"), path(&folder, "war.ndjson"));
    demarche(&["read", "--format", "brat", "--output", &out, &text, &war, &text]).assert().success().stdout("");
    let mut names: Vec<String> =
        fs::read_dir(&out).expect("a folder").flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let pairs = ["a-2.ann", "a-2.txt", "a.ann", "a.txt", "annotation.conf"];
    let ids = ["w_1.ann", "w_1.txt", "w_2.ann", "w_2.txt", "w_3.ann", "w_3.txt"];
    assert_eq!(names, [&pairs[..], &ids[..]].concat());
    assert_eq!(fs::read_to_string(folder.path().join("marked/a.txt")).expect("the text"), REPORT);
    assert_eq!(fs::read_to_string(folder.path().join("marked/w_2.ann")).expect("no marks"), "");
}

#[test]
fn brat_asks_for_a_folder() {
    let folder = folder();
    let asked = contains("name one: --output FOLDER");
    demarche(&["read", "--format", "brat"]).write_stdin(REPORT).assert().code(1).stderr(asked);
    let file = path(&folder, "a.txt");
    let taken = contains("a.txt: cannot make this folder");
    demarche(&["read", "--format", "brat", "--output", &file]).write_stdin(REPORT).assert().code(1).stderr(taken);
}

#[test]
fn the_sentences_under_a_record_are_those_that_parse_writes() {
    let parsed = demarche(&["parse"]).write_stdin(WAR).output().expect("it runs").stdout;
    assert_eq!(table("conllu", &[]).as_bytes(), parsed);
}

#[test]
fn an_entry_that_is_not_there_is_asked_for() {
    let asked = demarche(&["explain", "-", "--event", "e99"]).write_stdin("Quiet.").assert();
    asked.code(1).stderr(contains("no event `e99`; the events are: none"));
    let choices = contains("no event `x`; the events are: e").and(contains("“attack”")).and(contains("“thanked”"));
    demarche(&["explain", "-", "--event", "x"]).write_stdin(WAR).assert().code(1).stderr(choices);
}

#[test]
fn the_beginning_of_an_id_that_is_no_others_will_do() {
    let candidates = contains("`e` is the beginning of several events: e").and(contains("“thanked”"));
    demarche(&["explain", "-", "--event", "e"]).write_stdin(WAR).assert().code(1).stderr(candidates);
    let written = table("ndjson", &[]);
    for event in records(written.as_bytes()).iter().flat_map(|r| r["events"].as_array().cloned().unwrap_or_default()) {
        let id = event["id"].as_str().unwrap_or_default();
        demarche(&["explain", "-", "--event", &id[..7]]).write_stdin(WAR).assert().success().stdout(contains(id));
    }
}

#[test]
fn an_actor_is_explained_with_code_office_and_mentions() {
    let text = "Norwegian Foreign Minister Mira Tolan resigned on 2 March 2015. She smiled.";
    let read = demarche(&["read", "--format", "ndjson"]).write_stdin(text).output().expect("it runs").stdout;
    let id = records(&read)[0]["actors"][1]["id"].as_str().unwrap_or_default().to_string();
    let run = demarche(&["explain", "-", "--actor", &id]).write_stdin(text).assert().success();
    run.stdout(
        contains("person: Mira Tolan")
            .and(contains("NORGOV  “Norwegian Foreign Minister”"))
            .and(contains("former Foreign Minister, NOR, until 2015-03-02"))
            .and(contains("[She] smiled.")),
    );
}

#[test]
fn a_text_is_parsed_to_conllu() {
    let run = demarche(&["parse"]).write_stdin(REPORT).assert().success();
    run.stdout(
        contains("# newdoc id = ").and(contains("# text = Arnor thanked Gondor")).and(contains("SpaceAfter=No")),
    );
}

#[test]
fn given_words_and_comments_are_kept() {
    let given = "# sent_id = mine-1\n# note = kept\n1-2\tRohan's\t_\t_\t_\t_\t_\t_\t_\t_\n1\tRohan\t_\t_\t_\t_\t_\t_\t_\t_\n\
                 2\t's\t_\t_\t_\t_\t_\t_\t_\t_\n3\thorses\t_\t_\t_\t_\t_\t_\t_\t_\n\n";
    let run = demarche(&["parse"]).write_stdin(given).assert().success();
    run.stdout(contains("# sent_id = mine-1\n# note = kept\n1-2\tRohan's\t_").and(contains("\n3\thorses\t")));
}

#[test]
fn a_fault_in_conllu_has_file_and_line() {
    let folder = tempfile::tempdir().expect("a folder");
    put(&folder, "x.conllu", b"1\tArnor\n");
    let wanted = contains("x.conllu:1: 2 columns; a word has 10");
    demarche(&["parse", &path(&folder, "x.conllu")]).assert().code(1).stderr(wanted);
}

#[test]
fn completions_are_written_for_every_shell() {
    for shell in ["bash", "zsh", "fish"] {
        demarche(&["completions", shell]).assert().success().stdout(contains("demarche"));
    }
}

#[test]
fn a_description_alone_is_coded() {
    let out = demarche(&["actors", "--phrase", "-"]).write_stdin("four Saudi bankers\n\nthe Peruvian navy\n").output();
    let coded = records(&out.expect("it runs").stdout);
    let codes: Vec<&str> = coded.iter().map(|c| c["code"].as_str().unwrap_or_default()).collect();
    assert_eq!(codes, ["SAUBUS", "PERMIL"]);
}

#[test]
fn actors_come_with_their_mentions() {
    let folder = folder();
    put(&folder, "c.txt", b"Canada's prime minister met the king of Jordan. He thanked Jordan.\n");
    let shown = contains("Canada").and(contains("by gazetteer:states"));
    demarche(&["actors", &path(&folder, "c.txt")]).assert().success().stdout(shown);
    let missing = path(&folder, "none.txt");
    demarche(&["actors", &missing]).assert().code(1).stderr(contains("none.txt"));
}

/// Two reports on persons that no table knows, and a third that names one of them by surname alone.
fn reports_of_persons() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(
        &folder,
        "a.txt",
        b"PARIS, April 2, 2017 - French Foreign Minister Jean Dupontel met Canada's envoy in Paris.\n",
    );
    put(&folder, "b.txt", b"LONDON, April 3, 2017 - British Trade Minister Ava Smithers visited Norway on Monday.\n");
    put(&folder, "c.txt", b"PARIS, May 2, 2017 - Dupontel accused Russia of spying on Tuesday.\n");
    folder
}

/// All that stands in a register.
fn tables(register: &str) -> Vec<String> {
    ["actors.csv", "evidence.csv", "reports.csv"]
        .map(|t| fs::read_to_string(Path::new(register).join(t)).expect("a table"))
        .to_vec()
}

#[test]
fn a_register_learns_and_is_read_with() {
    let folder = reports_of_persons();
    let [a, b, c, register, other] = ["a.txt", "b.txt", "c.txt", "actors", "other"].map(|n| path(&folder, n));
    demarche(&["register", "learn", &register, &a, &b, "--jobs", "1"])
        .assert()
        .success()
        .stderr(contains("2 new reports"));
    demarche(&["register", "learn", &other, &a, "--jobs", "7"]).assert().success();
    demarche(&["register", "learn", &other, &b, &a]).assert().success().stderr(contains("1 new report"));
    assert_eq!(tables(&register), tables(&other));
    let shown = contains("Foreign Minister of FRA").and(contains("French Foreign Minister Jean Dupontel"));
    demarche(&["register", "show", &register, "Jean Dupontel"]).assert().success().stdout(shown);
    let run = demarche(&["read", "--format", "ndjson", "--register", &register, &c]).assert().success();
    let actor = records(&run.get_output().stdout)[0]["actors"][0].clone();
    assert_eq!((actor["name"].as_str(), actor["code"].as_str()), (Some("Jean Dupontel"), Some("FRAGOV")));
    demarche(&["actors", "--register", &register, &c]).assert().success().stdout(contains("by register:jean-dupontel"));
    demarche(&["register", "show", &path(&folder, "none")]).assert().code(1).stderr(contains("no register is there"));
}

#[test]
fn a_pinned_register_is_held_to_its_pin() {
    let folder = reports_of_persons();
    let [a, b, c, register] = ["a.txt", "b.txt", "c.txt", "actors"].map(|n| path(&folder, n));
    demarche(&["register", "learn", &register, &a]).assert().success();
    let pin = demarche(&["register", "pin", &register]).output().expect("it runs").stdout;
    let pin = String::from_utf8(pin).expect("letters");
    let read =
        |outcome| drop(demarche(&["read", "--register", &register, "--pin", pin.trim(), &c]).assert().code(outcome));
    read(0);
    demarche(&["register", "learn", &register, &b]).assert().success();
    read(1);
    demarche(&["read", "--pin", pin.trim(), &c]).assert().code(2).stderr(contains("--register"));
}

#[test]
fn actors_of_a_register_are_merged_and_split() {
    let folder = reports_of_persons();
    let [a, b, register] = ["a.txt", "b.txt", "actors"].map(|n| path(&folder, n));
    demarche(&["register", "learn", &register, &a, &b]).assert().success();
    let merge = ["register", "merge", &register, "jean-dupontel", "ava-smithers"];
    demarche(&merge).assert().success().stdout(contains("also     Ava Smithers"));
    let wrong = contains("no office 9; its offices are 1, 2");
    demarche(&["register", "split", &register, "jean-dupontel", "9"]).assert().code(1).stderr(wrong);
    let split = ["register", "split", &register, "jean-dupontel", "2", "--name", "Ava Smithers"];
    demarche(&split).assert().success().stdout(contains("ava-smithers").and(contains("in 1 report")));
    demarche(&merge[..4]).assert().code(2);
}

#[test]
fn two_who_learn_at_once_lose_nothing() {
    let folder = reports_of_persons();
    let register = path(&folder, "actors");
    let learn = |name: &str| {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("demarche"));
        command.args(["register", "learn", &register, &path(&folder, name)]).stderr(std::process::Stdio::null());
        command.spawn().expect("it runs")
    };
    for mut child in ["a.txt", "b.txt"].map(learn) {
        assert!(child.wait().expect("it ends").success());
    }
    assert_eq!(tables(&register)[2].lines().count(), 3);
    assert_eq!(tables(&register)[0].lines().count(), 3);
}

#[cfg(unix)]
#[test]
fn a_change_that_cannot_be_written_changes_nothing() {
    let folder = reports_of_persons();
    let [a, b, register] = ["a.txt", "b.txt", "actors"].map(|n| path(&folder, n));
    demarche(&["register", "learn", &register, &a]).assert().success();
    let before = tables(&register);
    let program = assert_cmd::cargo::cargo_bin("demarche");
    let script = format!("trap '' XFSZ; ulimit -f 0; '{}' register learn '{register}' '{b}'", program.display());
    let fault = contains("cannot change the register").and(contains("it is as it was"));
    Command::new("bash").args(["-c", &script]).assert().code(1).stderr(fault);
    assert_eq!(tables(&register), before);
    demarche(&["register", "learn", &register, &b]).assert().success();
    assert_eq!(fs::read_dir(&register).expect("a folder").count(), 4);
}

#[test]
fn a_row_that_cannot_be_is_told_and_left() {
    let folder = reports_of_persons();
    let [a, register] = ["a.txt", "actors"].map(|n| path(&folder, n));
    fs::create_dir(&register).expect("a folder");
    let table = "name,kind\nJean Dupontel,elf\n";
    fs::write(Path::new(&register).join("actors.csv"), table).expect("a table");
    let fault = contains("actors.csv:2: `elf` in `kind`; the choices are person");
    demarche(&["register", "learn", &register, &a]).assert().code(1).stderr(fault);
    assert_eq!(fs::read_to_string(Path::new(&register).join("actors.csv")).expect("the table"), table);
}

#[test]
fn lists_of_others_are_imported() {
    let folder = reports_of_persons();
    put(&folder, "list.csv", b"name,title,of,country,wikidata\nJean Dupontel,Foreign Minister,FRA,FRA,Q7\n");
    put(&folder, "list.actors", b"GREY_COUNCIL_ [IGOGRY]\nLOST_TOWN\n");
    let [csv, actors, c, register] = ["list.csv", "list.actors", "c.txt", "actors"].map(|n| path(&folder, n));
    demarche(&["register", "import", &register, &csv]).assert().success().stderr(contains("1 actors imported"));
    let run = demarche(&["read", "--format", "ndjson", "--register", &register, &c]).assert().success();
    assert_eq!(records(&run.get_output().stdout)[0]["actors"][0]["wikidata"], "Q7");
    let fault = contains("list.actors:2: a name without a code in brackets");
    demarche(&["register", "import", &register, &actors]).assert().code(1).stderr(fault);
    demarche(&["register", "show", &register]).assert().success().stdout(contains("grey-council").and(contains("Q7")));
    let choices = contains("wikidata").and(contains("petrarch")).and(contains("csv"));
    demarche(&["register", "import", "--format", "xml", &register, &csv]).assert().code(2).stderr(choices);
}
