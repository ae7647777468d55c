//! Which CAMEO code does an actor have, and which offices does it hold?

use jiff::civil::Date;

use super::actor::Cast;
use super::gazetteer::is_supranational;
use super::known::Tenure;
use super::role::Office;
use super::{ActorId, ActorKind, Role};

/// What a code is put together from.
#[derive(Clone, Debug, Default, PartialEq)]
struct Parts {
    /// A whole code of its own (`IGOMILNATO`), which nothing is added to.
    own: Option<String>,
    country: Option<String>,
    sectors: Vec<String>,
}

/// Gives every actor its country, sectors, code and offices.
pub(super) fn settle(cast: &mut Cast) {
    let parts: Vec<Parts> = ActorId::first(cast.actors.len()).map(|id| parts(cast, id, 0)).collect();
    let roles: Vec<Vec<Role>> = ActorId::first(cast.actors.len()).map(|id| roles(cast, id, &parts)).collect();
    for ((id, parts), roles) in ActorId::first(parts.len()).zip(parts).zip(roles) {
        let why = why(cast, id);
        let actor = &mut cast.actors[id];
        actor.code = parts.code();
        actor.country = parts.country;
        actor.sectors = parts.sectors;
        actor.roles = roles;
        actor.why = why;
    }
}

/// By what an actor's code is told.
fn why(cast: &Cast, id: ActorId) -> String {
    let (traits, gazetteer) = (&cast.traits[id], &cast.reading.lexicon.gazetteer);
    let written = |o: &Office| format!("“{}”", cast.reading.written(o.start..o.title.end));
    let offices = traits.offices.iter().map(written);
    let leader = cast.tenure(id).map(|t| format!("{}: {}", cast.known_by(id).unwrap_or_default(), t.title));
    let told: Vec<String> = match () {
        () if traits.state.is_some() => vec!["states.csv".to_string()],
        () if let Some(body) = traits.body.map(|b| &gazetteer.bodies[b]) => {
            vec![format!("{}: {}", if body.seat { "seats.csv" } else { "organisations.csv" }, body.name)]
        }
        () if cast.actors[id].kind == ActorKind::Place => vec!["places.csv".to_string()],
        () if traits.named.is_some() => std::iter::once("words of the name".to_string()).chain(offices).collect(),
        () => offices.chain(leader).collect(),
    };
    let mut told = told;
    told.dedup();
    told.join("; ")
}

impl Parts {
    fn code(&self) -> Option<String> {
        let built = format!("{}{}", self.country.as_deref().unwrap_or(""), self.sectors.concat());
        self.own.clone().or(Some(built)).filter(|c| !c.is_empty())
    }
}

fn parts(cast: &Cast, id: ActorId, depth: usize) -> Parts {
    let traits = &cast.traits[id];
    let gazetteer = &cast.reading.lexicon.gazetteer;
    if let Some(state) = traits.state {
        return Parts { country: Some(gazetteer.states[state].code.clone()), ..Parts::default() };
    }
    if traits.body.is_some() {
        return body(cast, id);
    }
    match cast.actors[id].kind {
        ActorKind::Place => Parts { country: cast.actors[id].country.clone(), ..Parts::default() },
        ActorKind::Organisation if traits.named.is_some() => organisation(cast, id),
        ActorKind::Person => person(cast, id, depth),
        _ => {
            let mut parts = held(cast, &traits.offices.iter().collect::<Vec<_>>(), depth);
            parts.country = parts.country.or_else(|| cast.actors[id].country.clone());
            parts
        }
    }
}

/// A body of the tables. A party that governs is government.
fn body(cast: &Cast, id: ActorId) -> Parts {
    let traits = &cast.traits[id];
    let Some(body) = traits.body.map(|b| &cast.reading.lexicon.gazetteer.bodies[b]) else { return Parts::default() };
    let mut sectors = traits.kind_of.filter(|k| !k.is_empty()).map_or_else(|| body.sectors.clone(), <[String]>::to_vec);
    let mut add = |sector: &str| {
        if body.party && !sectors.iter().any(|s| s == sector) {
            sectors.push(sector.to_string());
        }
    };
    match traits.ruling || body.governs(cast.reading.day) {
        true => add("GOV"),
        false if traits.opposing => add("OPP"),
        false => {}
    }
    let elsewhere = cast.actors[id].country.clone();
    let own = Some(body.code.clone()).filter(|c| !c.is_empty() && elsewhere.is_none() && sectors == body.sectors);
    Parts { own, country: elsewhere.or_else(|| body.country.clone()), sectors }
}

/// A body that no table knows: its name may tell (`Arnorian Foreign Ministry`).
fn organisation(cast: &Cast, id: ActorId) -> Parts {
    let reading = cast.reading;
    let Some(words) = cast.traits[id].named.clone() else { return Parts::default() };
    let mut parts = held(cast, &cast.traits[id].offices.iter().collect::<Vec<_>>(), 1);
    let mut at = words.start;
    // `UN human rights office`: a part of what it is named after.
    let first = reading.lexicon.gazetteer.longest(&reading.words, words.start, words.end);
    let above = first.and_then(|(_, known)| reading.lexicon.gazetteer.supranational(&known));
    if let Some(body) = above {
        return Parts { own: Some(body.code.clone()), country: None, sectors: body.sectors.clone() };
    }
    while at < words.end {
        let hit = reading.lexicon.role(reading, at, words.end).filter(|(_, r)| !r.person && !r.sectors.is_empty());
        if let Some((_, role)) = &hit {
            parts.sectors = role.sectors.clone();
        }
        at = hit.map_or(at + 1, |(range, _)| range.end);
    }
    parts.country = parts.country.or_else(|| cast.actors[id].country.clone());
    parts
}

/// Offices held now count; only where there are none, those held before.
fn person(cast: &Cast, id: ActorId, depth: usize) -> Parts {
    let offices = &cast.traits[id].offices;
    let current: Vec<&Office> = offices.iter().filter(|o| !is_former(o) && !cast.only_recalls(id, o)).collect();
    let mut parts = held(cast, &current, depth);
    if let Some(known) = cast.tenure(id) {
        let same = parts.country.is_none() || parts.country == known.country;
        let former = known.is_former(cast.reading.day);
        if same && parts.own.is_none() && !former {
            parts.sectors.extend(known.sectors.iter().cloned());
        }
        match known.country.as_deref().is_some_and(is_supranational) {
            true if same && !former => parts.own = parts.own.or_else(|| known.country.clone()),
            true => {}
            false => parts.country = parts.country.or_else(|| known.country.clone()),
        }
    }
    let before = held(cast, &offices.iter().filter(|o| is_former(o)).collect::<Vec<_>>(), depth);
    if parts.own.is_none() && parts.sectors.is_empty() {
        let theirs = |t: &&Tenure| t.country == parts.country || t.country.as_deref().is_some_and(is_supranational);
        let table = || cast.tenure(id).filter(theirs).map(|t| left(t, cast.reading.day)).unwrap_or_default();
        parts.sectors = if before.sectors.is_empty() { table() } else { before.sectors };
    }
    parts.country = parts.country.or(before.country);
    parts.sectors = few(weighed(cast, parts.sectors));
    parts
}

/// The sectors of a known office on a day: who governed is of the elite.
fn left(office: &Tenure, day: Option<Date>) -> Vec<String> {
    let governed = office.sectors.iter().any(|s| s == "GOV" || s == "IGO");
    if governed && office.is_former(day) { vec!["ELI".to_string()] } else { office.sectors.clone() }
}

/// The country of the offices that the text says a person holds.
pub(super) fn told_country(cast: &Cast, id: ActorId) -> Option<String> {
    let current: Vec<&Office> = cast.traits[id].offices.iter().filter(|o| !is_former(o)).collect();
    held(cast, &current, 0).country
}

fn is_former(office: &Office) -> bool {
    office.standing.as_deref() == Some("former") && !office.just_left
}

/// Country and sectors of offices, and of those whose offices they are.
fn held(cast: &Cast, offices: &[&Office], depth: usize) -> Parts {
    let mut parts = Parts::default();
    for office in offices {
        let bearers: Vec<Parts> = bearers(cast, office, depth);
        let above = |b: &&Parts| b.own.as_deref().is_some_and(is_supranational);
        if let Some(body) = bearers.iter().find(above) {
            parts.own = parts.own.or_else(|| body.own.clone());
            parts.sectors.extend(body.sectors.iter().chain(armed(office, &body.sectors)).cloned());
            continue;
        }
        let country = bearers.iter().find_map(|b| b.country.clone()).or_else(|| cast.office_country(office));
        parts.country = parts.country.or(country);
        parts.sectors.extend(sectors(cast, office, &bearers));
    }
    if offices.len() > 1 {
        parts.sectors = weighed(cast, parts.sectors);
    }
    parts.sectors = few(parts.sectors);
    parts
}

/// Of an organisation of states, its troops, police and judges are more than its officials.
fn armed<'o>(office: &'o Office, body: &[String]) -> impl Iterator<Item = &'o String> + use<'o> {
    let plain = matches!(body, [only] if only == "IGO");
    office.sectors.iter().filter(move |s| plain && matches!(s.as_str(), "MIL" | "COP" | "JUD" | "LEG"))
}

/// What an office makes of its holder, with what those are whose office it is.
fn sectors(cast: &Cast, office: &Office, bearers: &[Parts]) -> Vec<String> {
    let body = bearers.iter().map(|b| &b.sectors).find(|s| !s.is_empty());
    match body {
        Some(body) if overrides(cast, office, body) => body.clone(),
        // Who governed is of the elite, and governs no more.
        _ if is_former(office) && office.sectors.iter().any(|s| s == "GOV") => vec!["ELI".to_string()],
        // A party's lawmakers stand where the party stands.
        Some(body) if has(&office.sectors, &["LEG"]) && has(body, &["PTY"]) => {
            let side = if has(body, &["GOV"]) { "GOV" } else { "PTY" };
            office.sectors.iter().cloned().chain([side.to_string()]).collect()
        }
        _ => office.sectors.clone(),
    }
}

fn has(sectors: &[String], wanted: &[&str]) -> bool {
    sectors.iter().any(|s| wanted.contains(&s.as_str()))
}

/// What one is whoever one works for.
const CALLINGS: &[&str] = &["LEG", "LAB", "JUD", "HLH", "EDU", "REL", "REF", "CRM", "CVL", "AGR"];

/// Does the body tell more of somebody than the office does? A president of a company is in business, a spokesman for
/// rebels is a rebel, and so are their troops.
fn overrides(cast: &Cast, office: &Office, body: &[String]) -> bool {
    if office.sectors.is_empty() || cast.reading.is_hollow(&office.core) {
        return true;
    }
    if has(&office.sectors, CALLINGS) || matches!(body, [only] if only == "CVL") {
        return false;
    }
    match office.person {
        true => !has(body, &["GOV"]) || has(body, &["PTY"]) || has(&office.sectors, &["MED"]),
        false => has(body, &["REB", "SEP", "UAF"]) && has(&office.sectors, &["MIL", "UAF"]),
    }
}

fn bearers(cast: &Cast, office: &Office, depth: usize) -> Vec<Parts> {
    if depth > 2 {
        return Vec::new();
    }
    let own = |id: &&ActorId| !cast.traits[**id].offices.iter().any(|o| std::ptr::eq(o, office));
    let ids = office.bearers.iter().filter_map(|b| cast.of_bearer.get(b)).filter(own);
    ids.map(|&id| parts(cast, id, depth + 1)).collect()
}

/// Sectors in order of weight.
fn weighed(cast: &Cast, mut sectors: Vec<String>) -> Vec<String> {
    sectors.sort_by_key(|s| cast.reading.lexicon.weight(s));
    sectors
}

/// Sectors each once, two at most; `ELI` and `CVL` only where nothing better is known.
fn few(mut sectors: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    sectors.retain(|s| {
        !seen.contains(s) && {
            seen.push(s.clone());
            true
        }
    });
    if sectors.len() > 1 {
        sectors.retain(|s| s != "ELI" && s != "CVL");
    }
    sectors.truncate(2);
    sectors
}

/// The offices of a person as the text gives them.
fn roles(cast: &Cast, id: ActorId, parts: &Vec<Parts>) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::new();
    if cast.actors[id].kind != ActorKind::Person {
        return roles;
    }
    for office in cast.traits[id].offices.iter().filter(|o| is_office(o)) {
        let role = role(cast, id, office, parts);
        match roles.iter_mut().find(|r| is_same(r, &role)) {
            Some(known) => add(known, role),
            None => roles.push(role),
        }
    }
    roles
}

/// The same office in the same term.
fn is_same(known: &Role, role: &Role) -> bool {
    let office = known.title.eq_ignore_ascii_case(&role.title) && (known.of == role.of || role.of.is_none());
    let clash = |a: &Option<String>, b: &Option<String>| a.as_ref().zip(b.as_ref()).is_some_and(|(a, b)| a != b);
    office && !clash(&known.from, &role.from) && !clash(&known.to, &role.to)
}

/// Adds to an office what is told of it elsewhere.
fn add(known: &mut Role, role: Role) {
    known.from = known.from.take().or(role.from);
    known.to = known.to.take().or(role.to);
    known.standing = known.standing.take().or(role.standing);
}

/// Is it more than a word for anybody (`man`, `voter`)?
fn is_office(office: &Office) -> bool {
    let telling = office.sectors.iter().any(|s| s != "CVL");
    office.is_title || telling || office.counterpart || office.sectors.is_empty() && !office.bearers.is_empty()
}

/// The standing says it: `ex-premier` is a former premier.
fn without_ex(title: String) -> String {
    title.get(3..).filter(|_| title[..3].eq_ignore_ascii_case("ex-")).map(str::to_string).unwrap_or(title)
}

#[allow(clippy::ptr_arg)] // the numbers of actors count in lists
fn role(cast: &Cast, id: ActorId, office: &Office, parts: &Vec<Parts>) -> Role {
    let gazetteer = &cast.reading.lexicon.gazetteer;
    let name = |bearer: &ActorId| match cast.traits[*bearer].state {
        Some(s) => gazetteer.states[s].code.clone(),
        None => cast.actors[*bearer].name.clone(),
    };
    let bearers = || office.bearers.iter().filter_map(|b| cast.of_bearer.get(b)).filter(|b| **b != id);
    let of = bearers().next().map(name).or_else(|| cast.office_country(office));
    let country = || office.is_title.then(|| parts[id].country.clone()).flatten();
    let span = cast.reading.sentences.span(office.title.clone());
    let table = cast.tenure(id).filter(|_| office.counterpart).map(|t| t.title.clone());
    Role {
        title: table.unwrap_or_else(|| without_ex(cast.reading.written(office.title.clone()))),
        of: of.or_else(country),
        standing: office.standing.clone(),
        from: office.from.clone(),
        to: office.to.clone(),
        span,
        rule: None,
    }
}
