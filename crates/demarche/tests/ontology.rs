//! The lexicon's own examples.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use demarche::examples::{self, Tried};
use demarche::ontology::Files;
use demarche::ontology::codes::Code;
use demarche::statement::Tells;
use demarche::{Report, World};
use expect_test::{expect, expect_file};

/// The world of the examples, and what came of trying them all.
static TRIED: LazyLock<(World, Tried)> = LazyLock::new(|| {
    let world = World::for_examples(&[]).expect("the ontology that ships can be used");
    let tried = examples::check(&world);
    (world, tried)
});

/// The lines of the misread, in order.
fn misread() -> BTreeSet<String> {
    let tried = &TRIED.1;
    tried.misread.iter().chain(&tried.known).map(|f| format!("{}: {}\n", f.file, f.sentence)).collect()
}

/// Every example of an entry reads as the entry says, but for those that are listed as misread. The list is kept like a
/// snapshot: an example that is misread anew fails the test, and so does one that is read right and still listed.
#[test]
fn examples_read_as_their_entries_say() {
    expect_file!["../../../ontology/misread.txt"].assert_eq(&misread().into_iter().collect::<String>());
    assert_eq!(TRIED.1.faults.iter().map(ToString::to_string).collect::<Vec<_>>(), Vec::<String>::new());
}

/// No more of a kind are misread than their ceiling allows, and a ceiling comes down with them.
#[test]
fn fewer_are_misread_than_ever() {
    let ceilings: BTreeMap<String, BTreeMap<String, usize>> =
        toml::from_str(include_str!("../../../xtask/ceilings.toml")).expect("a number for each kind");
    let ceilings = &ceilings["misread"];
    let silent = |e: &&demarche::statement::Example| matches!(e.tells, Tells::Silence | Tells::Anonymity);
    let silent: BTreeSet<&str> =
        TRIED.0.cues.examples.iter().filter(silent).flat_map(|e| &e.reads).map(String::as_str).collect();
    let kind = |line: &String| match line.trim_end().split_once(": ") {
        Some(("english/cues.toml", sentence)) if silent.contains(sentence) => "silence",
        Some(("english/cues.toml", _)) => "saying",
        _ => "acts",
    };
    let mut found: BTreeMap<String, usize> = ceilings.keys().map(|k| (k.clone(), 0)).collect();
    misread().iter().for_each(|line| *found.entry(kind(line).to_string()).or_default() += 1);
    assert_eq!(&found, ceilings, "misread are, and ceilings in xtask/ceilings.toml: these only fall");
}

#[test]
fn the_readme_says_how_many_are_misread() {
    let count = TRIED.1.count.to_string();
    let (thousands, rest) = count.split_at(count.len() - 3);
    let said = format!("- {} of the {thousands},{rest} example sentences", misread().len());
    assert!(include_str!("../../../README.md").contains(&said), "{said}");
}

#[test]
fn every_entry_has_a_sentence_that_it_reads() {
    let world = World::load().expect("the ontology that ships can be used");
    let bare = world.events.entries.iter().filter(|e| e.reads.is_empty());
    assert_eq!(bare.map(|e| e.place()).collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn every_code_below_the_roots_has_an_entry() {
    let world = World::load().expect("the ontology that ships can be used");
    let coded: BTreeSet<&str> = world.events.entries.iter().map(|e| e.code.as_str()).collect();
    let codes = world.ontology.codes.all().map(|c| c.code.as_str());
    let without: BTreeSet<&str> = codes.filter(|c| c.len() > 2 && !coded.contains(c)).collect();
    assert_eq!(without, BTreeSet::new());
}

/// The CAMEO codes that examples of entries and governors are rightly read as.
fn codes_shown() -> BTreeSet<String> {
    let (world, tried) = &*TRIED;
    let misread: BTreeSet<&str> = tried.misread.iter().chain(&tried.known).map(|f| f.sentence.as_str()).collect();
    let lexicon = &world.events;
    let reads = lexicon.entries.iter().map(|e| &e.reads).chain(lexicon.governors.iter().map(|g| &g.reads));
    let right = reads.flatten().filter(|(sentence, _)| !misread.contains(sentence.as_str()));
    right.filter_map(|(_, wanted)| Some(wanted.split_once(' ')?.0.to_string())).collect()
}

/// Each code of CAMEO down to the fourth digit, and with them PLOVER's types and modes.
#[test]
fn every_code_type_and_mode_is_shown_by_an_example() {
    let (world, shown) = (&TRIED.0, codes_shown());
    let below = || world.ontology.codes.all().filter(|c| c.code.len() > 2);
    let unseen: BTreeSet<&str> = below().map(|c| c.code.as_str()).filter(|c| !shown.contains(*c)).collect();
    assert_eq!(unseen, BTreeSet::new());
    let of_plover = |codes: &mut dyn Iterator<Item = &Code>| -> BTreeSet<(String, Option<String>)> {
        codes.filter_map(|c| Some((c.plover.clone()?, c.mode.clone()))).collect()
    };
    let read = of_plover(&mut below().filter(|c| shown.contains(&c.code)));
    let modes = of_plover(&mut world.ontology.codes.all().filter(|c| c.mode.is_some()));
    assert_eq!(modes.difference(&read).collect::<Vec<_>>(), Vec::<&(String, Option<String>)>::new());
    let types: BTreeSet<&str> = read.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(types, PLOVER_TYPES.split(' ').collect());
}

const PLOVER_TYPES: &str = "ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST RETREAT SANCTION SUPPORT THREATEN";

/// Each context stands with a code that is shown, or has words of its own and an example of them.
#[test]
fn every_context_of_plover_is_shown_by_an_example() {
    let (world, shown) = (&TRIED.0, codes_shown());
    let by_code = world.ontology.codes.all().filter(|c| shown.contains(&c.code)).flat_map(|c| c.contexts.clone());
    let table: toml::Table = Files::embedded().toml("events/contexts.toml").expect("the contexts");
    let listed = table["context"].as_array().expect("a list").iter().filter(|c| {
        let reads = c["reads"].as_array().expect("a list");
        reads
            .iter()
            .any(|r| !world.misread.contains(&format!("events/contexts.toml: {}", r.as_str().unwrap_or_default())))
    });
    let by_word = listed.filter_map(|c| Some(c["name"].as_str()?.to_string()));
    let all: BTreeSet<String> = by_code.chain(by_word).collect();
    let missing: Vec<&str> = PLOVER_CONTEXTS.split_whitespace().filter(|c| !all.contains(*c)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}

const PLOVER_CONTEXTS: &str = "
    asylum cbrn corruption crime cyber diplomatic disasters economic election environment executive gender health human_rights
    human_security humanitarian illegal_drugs inequality intelligence legal legislative lgbt migration military misinformation
    natural_resource peacekeeping political_institutions pro_autocracy pro_democracy religion_ethnicity reparations
    rights_freedoms technology territory terrorism trafficking";

/// An entry that can misfire and has nothing to show where it does not hold is told with its words, file and line.
#[test]
fn an_entry_without_a_contrast_is_named() {
    let told = |passes: &str| {
        let folder = tempfile::tempdir().expect("a folder");
        let entry = format!(
            "[[event]]\nverb = ['zap', 'frazzle']\ncode = '190'\nbecause = ''\nrecipient = ['object']\nreads = []\npasses = [{passes}]\n"
        );
        std::fs::write(folder.path().join("ontology.toml"), ABOUT.1).expect("a file");
        std::fs::write(folder.path().join("mine.toml"), entry).expect("a file");
        let world = World::for_examples(&[folder.path().to_path_buf()]).expect("it can be used");
        let faults: Vec<String> = examples::check(&world).faults.iter().map(ToString::to_string).collect();
        faults.join("\n").replace(&format!("{}/", folder.path().display()), "")
    };
    let fault = "mine.toml:3: `frazzle`, `zap` can misfire, and no `passes` shows where it does not hold";
    assert_eq!(told(""), fault);
    assert_eq!(told("'The oven zapped the pie.'"), "");
}

/// The folder that shows how to add to the ontology.
fn cyber() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/cyber-operations")
}

#[test]
fn what_the_example_adds_reads_as_it_says_and_takes_nothing_away() {
    let world = World::for_examples(&[cyber()]).expect("the example can be used");
    let tried = examples::check(&world);
    let wrong = tried.misread.iter().map(ToString::to_string).chain(tried.faults.iter().map(ToString::to_string));
    assert_eq!(wrong.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn an_added_code_stands_beside_those_of_cameo_and_plover() {
    let world = World::for_examples(&[cyber()]).expect("the example can be used");
    let coded = |text: &str| {
        let record = demarche::read(&Report::from_text(text), &world);
        let shown = record.events.iter().map(|e| {
            let (codes, contexts) = (e.codes.values().cloned().collect::<String>(), e.contexts.join(" "));
            let plover = e.plover.as_deref().unwrap_or("-");
            format!(
                "{} {codes} {plover} {:?} {contexts}; {}",
                e.cameo,
                e.status,
                e.evidence.rule.replace(char::is_numeric, "")
            )
        });
        shown.collect::<Vec<_>>().join("\n")
    };
    expect!["170 C12 COERCE Actual cyber intelligence; cyber/operations.toml: steal"]
        .assert_eq(&coded("On Monday Mordor stole files from the Gondorian treasury."));
    expect!["170 C12 COERCE Denied cyber intelligence; cyber/operations.toml: steal; denied"]
        .assert_eq(&coded("Mordor denied that it stole files from the Gondorian treasury."));
    expect!["131  THREATEN Actual cyber; cyber/operations.toml: hack; threaten threaten"]
        .assert_eq(&coded("Mordor threatened to hack into the servers of the Gondorian treasury."));
    expect!["171 C15 COERCE Actual cyber; cyber/operations.toml: wipe"]
        .assert_eq(&coded("Members of the Black Spider Group wiped the servers of the Gondorian treasury."));
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

/// What is said of a folder, up to the choices.
fn told(folder: &Path) -> String {
    let loaded = World::with_ontologies(&[folder.to_path_buf()]);
    let told = loaded.map_or_else(|error| error.to_string(), |_| "fine".to_string());
    told.replace(&format!("{}/", folder.display()), "").replace(&folder.display().to_string(), "")
}

/// What is said of a folder with these files, without the choices that it ends in.
fn check(files: &[(&str, &str)], fault: &str) {
    let told = told(folder(files).path());
    assert_eq!(told.split(" are ").next(), Some(fault));
}

/// What is said of the ontology that ships, after an edit in one of its files.
fn edited(file: &str, from: &str, to: &str, fault: &str) {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ontology");
    let copy = tempfile::tempdir().expect("a folder");
    for part in ["", "world", "english", "events", "fiction"] {
        std::fs::create_dir_all(copy.path().join(part)).expect("a folder");
        for entry in std::fs::read_dir(whole.join(part)).expect("a folder").map(|e| e.expect("a file").path()) {
            if entry.is_file() {
                let name = entry.strip_prefix(&whole).expect("a file of the ontology");
                std::fs::copy(&entry, copy.path().join(name)).expect("a file");
            }
        }
    }
    let path = copy.path().join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text.contains(from), "{file} has no `{from}`");
    std::fs::write(&path, text.replacen(from, to, 1)).expect("a file");
    let told = told(copy.path());
    assert!(told.starts_with(&format!("ontology/{file}:")) && told.contains(fault), "{told}");
}

/// Mistakes that a person makes, each told with its place and with what would be right.
#[test]
fn what_is_misspelt_in_the_ontology_is_told_with_line_and_choices() {
    edited("world/seats.csv", "White House,USA,GOV,", "White House,USA,GVO,", "2: unknown sector `GVO`; they are AGR,");
    edited("english/roles.csv", "1st lt.,MIL,", "1st lt.,MLI,", "2: unknown sector `MLI`; they are AGR,");
    edited(
        "world/leaders.csv",
        "Vladislav Ardzinba,,GEO,",
        "Vladislav Ardzinba,,GOE,",
        "2: unknown country `GOE`; the nearest are",
    );
    edited("world/places.csv", "Baku,", "Baku,,city,UAS,1,1,\nBaku,", ": unknown country `UAS`; the nearest are");
    edited(
        "world/governments.csv",
        "ARG,Radical Civic Union,",
        "ARG,Radical Union,",
        "2: unknown party of ARG `Radical Union`; they are",
    );
    edited("world/members.csv", "IGOABR,ARE", "IGOABC,ARE", "2: unknown organisation `IGOABC`; the nearest are");
    edited("world/organisations.csv", ",igo,", ",ogi,", "2: unknown variant `ogi`, expected one of `igo`, `ngo`");
    edited(
        "english/cues.toml",
        "stance = \"assert\"",
        "stance = \"assrt\"",
        "11:10: unknown stance `assrt`; they are agree,",
    );
    edited(
        "english/cues.toml",
        "kind = \"speech\"",
        "kind = \"spech\"",
        "10:8: unknown variant `spech`, expected one of `speech`",
    );
    edited(
        "english/cues.toml",
        "addressee = [\"to\"]",
        "addressee = [\"tu\"]",
        "13:14: unknown place `tu`; the nearest are",
    );
    edited("english/cues.toml", "sure = true", "shure = true", "14:1: unknown field `shure`, expected one of");
    edited("events/governors.toml", "kind   = \"intend\"", "kind   = \"intent\"", "`intent`");
    edited(
        "events/governors.toml",
        "\"complement\"",
        "\"complment\"",
        ": unknown place `complment`; the nearest are complement",
    );
    edited("events/same.toml", "\"010\"", "\"0100\"", "4:7: unknown code `0100`; the nearest are");
    edited("events/compose.csv", "intend,*,030", "intend,*,03O", "2: unknown code `03O`; the nearest are 03, 030,");
    edited("events/carriers.toml", "\"AGR\", ", "\"ARG\", ", ": unknown sector `ARG`; they are AGR,");
    edited("events/weapons.toml", "acts = [\"13\"", "acts = [\"31\"", "10:9: unknown code `31`; the nearest are");
    edited("events/19-fight.toml", "\"196\"", "\"169\"", "4:13: unknown code `169`; the nearest are");
    edited("events/19-fight.toml", "\"with\"", "\"wiht\"", "6:14: unknown place `wiht`; the nearest are");
    edited(
        "events/19-fight.toml",
        "@ceasefire",
        "@ceasefires",
        "7:13: unknown class `@ceasefires`; the nearest are ceasefire,",
    );
    edited("events/19-fight.toml", "recipient =", "recipent =", "6:1: unknown field `recipent`, expected one of");
    edited("events/classes.toml", "nouns =", "noun =", "unknown field `noun`, expected `nouns`");
    edited(
        "events/codes.csv",
        "statement;spoken",
        "statemnt;spoken",
        "2: unknown trait `statemnt`; they are accusation,",
    );
    edited(
        "misread.txt",
        "english/cues.toml: ",
        "english/cues.toml: It is said that ",
        "1:20: no example of english/cues.toml is",
    );
}

#[test]
fn a_list_that_is_not_there_or_that_nobody_reads_is_told() {
    edited("events/carriers.toml", "\nlight ", "\nlihgt ", ": unknown field `lihgt`, expected one of `light`");
    edited("english/page.toml", "\nsigners =", "\nsingers =", ": unknown field `singers`, expected one of `signers`");
    edited("english/mentions.toml", "\nlocative =", "\nlocativ =", ": no list `locative`; the lists are");
    edited("english/words.toml", "\nacting =", "\nactng =", ": missing field `acting`");
    edited(
        "english/words.toml",
        "\nacting =",
        "\nacted = []\nacting =",
        "10:1: unknown list `acted`; they are acting,",
    );
    edited("events/clases.toml", "", "[x]", "1: unknown file `events/clases.toml`; they are events/01-statement.toml,");
    edited("world/leader.csv", "", "name\n", "1: unknown file `world/leader.csv`; they are");
}

#[test]
fn a_table_of_another_form_is_told_with_its_line() {
    edited(
        "world/seats.csv",
        "name,code",
        "name,cod",
        "1: unknown column `cod`; the columns are name, code, sectors, of",
    );
    edited(
        "world/seats.csv",
        "name,code,sectors,of",
        "name,code,sectors",
        "1: no column `of`; the columns are name, code, sectors, of",
    );
    edited(
        "world/seats.csv",
        "White House,USA,GOV,",
        "White House,USA,",
        "2: 3 cells; the 4 columns are name, code, sectors, of",
    );
    edited("world/places.csv", "38.50", "38,50", "2: 8 cells; the 7 columns are");
    edited("world/places.csv", "38.50", "38.5O", "2: `38.5O` in `lat`: invalid float literal");
    edited("world/leaders.csv", "1992-07,", "1992-13,", "2: `1992-13` in `from` is no day (2017-02-16)");
    edited("world/divisions.csv", ",AFG,yes", ",AFG,yse", "2: `yse` is neither `yes` nor `no`");
    edited("english/time.toml", "date = \"12-31\"", "date = \"31st\"", "`31st` is no day (12-24, 2001-09-11)");
    edited("english/cues.toml", "kind = \"speech\"", "kind = \"speech\"\nkind = \"speech\"", "11:1: duplicate key");
}

const ABOUT: (&str, &str) = ("ontology.toml", "name = 'x'\nabout = ''\nsource = ''\nlicence = ''\n");

#[test]
fn an_addition_may_have_nothing_but_its_name() {
    check(&[ABOUT], "fine");
}

#[test]
fn a_folder_that_is_no_ontology_says_what_one_has() {
    let wanted =
        " has no file `ontology.toml`, which an addition has, nor `events/codes.csv`, which a whole ontology has";
    check(&[("events/x.toml", "")], wanted);
}

#[test]
fn who_made_it_is_told_as_it_must_be() {
    let choices = "`name`, `about`, `source`, `licence`";
    check(
        &[("ontology.toml", "name = 'x'\nabuot = ''")],
        &format!("ontology.toml:2:1: unknown field `abuot`, expected one of {choices}"),
    );
    check(
        &[("ontology.toml", "about = ''\nname = 'My codes'\nsource = ''\nlicence = ''")],
        "ontology.toml:2:8: `My codes` is no name; it has small letters, digits and `-`, like `cyber`",
    );
}

#[test]
fn a_code_of_an_addition_falls_under_one_of_cameo() {
    let codes = |rows: &str, fault: &str| check(&[ABOUT, ("codes.csv", rows)], &format!("codes.csv:{fault}"));
    codes("# mine\ncode,name,cameo\nX1,zap,999\n", "3: unknown CAMEO code `999`; the nearest");
    codes("code,name,cameo,plover\nX1,zap,170,ZAP\n", "2: unknown PLOVER type `ZAP`; they");
    codes("code,name,cmaeo\nX1,zap,170\n", "1: unknown column `cmaeo`; the columns");
    codes(
        "code,name,cameo,quad\nX1,zap,170,bad\n",
        "2: unknown variant `bad`, expected one of `verbal cooperation`, `material cooperation`, `verbal conflict`, `material conflict`",
    );
    let scale = "2: -11 is not on the Goldstein scale, which goes from -10 to 10";
    codes("code,name,cameo,goldstein\nX1,zap,170,-11\n", scale);
    codes("code,name,cameo\n190,zap,170\n", "2: `190` is a code of CAMEO already");
    codes("code,name,cameo\nX1,zap,170\nX1,zip,170\n", "3: the code `X1` stands here twice");
    check(
        &[ABOUT, ("code.csv", "")],
        "code.csv:1: no such file; an addition may have codes.csv, tables in world/, and files of entries (.toml)",
    );
}

#[test]
fn an_entry_of_an_addition_has_its_codes_or_those_of_cameo() {
    let entry = "[[event]]\nverb = ['zap']\ncode = '190'\nbecause = ''\nrecipient = ['object']\nreads = []\n";
    let entries = |text: &str, fault: &str| check(&[ABOUT, ("mine.toml", text)], fault);
    entries(entry, "fine");
    let place = entry.replace("object", "objcet");
    entries(&place, "mine.toml:5:14: unknown place `objcet`; the nearest");
    let twice = entry.replace("reads", "code = '190'\nreads");
    entries(&twice, "mine.toml:6:1: duplicate key");
    let unknown = "mine.toml:3:8: unknown code `X2`; the nearest";
    entries(&entry.replace("190", "X2"), unknown);
    let class = entry.replace("reads", "object = '@zaps'\nreads");
    entries(&class, "mine.toml:6:10: unknown class `@zaps`; the nearest");
    check(&[ABOUT, ("mine.toml", &class), ("classes.toml", "[zaps]\nnouns = ['ray']")], "fine");
}

#[test]
fn rows_for_the_world_are_as_the_tables_have_them() {
    check(&[ABOUT, ("world/leader.csv", "")], "world/leader.csv:1: unknown file `world/leader.csv`; they");
    check(&[ABOUT, ("world/seats.csv", "name,code\n")], "world/seats.csv:1: no column `sectors`; the columns");
    let leader = "# mine\nname,aliases,country,title,sectors,from,to\nA B,,USA,king,GOV,soon,\n";
    let sector = leader.replace("GOV,soon", "GVO,");
    check(&[ABOUT, ("world/leaders.csv", &sector)], "world/leaders.csv:3: unknown sector `GVO`; they");
    let country = leader.replace("USA", "UAS").replace("soon", "");
    check(&[ABOUT, ("world/leaders.csv", &country)], "world/leaders.csv:3: unknown country `UAS`; the nearest");
    let fault = "world/leaders.csv:3: `soon` in `from` is no day (2017-02-16)";
    check(&[ABOUT, ("world/leaders.csv", leader)], fault);
}

#[test]
fn there_is_one_whole_ontology_and_each_addition_once() {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ontology");
    let told = |folders: &[PathBuf]| Files::in_folders(folders).err().map(|e| e.to_string()).unwrap_or_default();
    assert_eq!(told(&[whole.clone(), cyber()]), "");
    assert!(
        told(&[whole.clone(), whole]).ends_with("is the second whole ontology; there can be one, and additions to it")
    );
    assert!(told(&[cyber(), cyber()]).ends_with("ontology.toml:1: there is another addition with the name `cyber`"));
}
