//! Which tree has the highest score?
//!
//! Every word takes its best head; where that gives no tree with one root, Chu and Liu's and Edmonds' algorithm does.

/// Scores of heads: `score(dependent, head)`, head 0 being the root and words counting from 1.
pub struct Scores<'a> {
    pub n: usize,
    pub values: &'a [f32],
}

impl Scores<'_> {
    fn at(&self, dependent: usize, head: usize) -> f32 {
        self.values[(dependent - 1) * (self.n + 1) + head]
    }
}

/// The head of every word (index 0 is the first word; head 0 is the root), a tree with exactly one root.
pub fn heads(scores: &Scores) -> Vec<usize> {
    let n = scores.n;
    let greedy: Vec<usize> = (1..=n).map(|d| best(scores, d)).collect();
    let roots: Vec<usize> = (1..=n).filter(|&d| greedy[d - 1] == 0).collect();
    if roots.len() == 1 && acyclic(&greedy) {
        return greedy;
    }
    let candidates = if roots.is_empty() { vec![likeliest_root(scores)] } else { roots };
    let trees = candidates.into_iter().map(|root| rooted(scores, root));
    let total = |tree: &Vec<usize>| tree.iter().enumerate().map(|(i, &h)| scores.at(i + 1, h)).sum::<f32>();
    trees.max_by(|a, b| total(a).total_cmp(&total(b))).unwrap_or_default()
}

fn best(scores: &Scores, dependent: usize) -> usize {
    (0..=scores.n)
        .filter(|&h| h != dependent)
        .max_by(|&a, &b| scores.at(dependent, a).total_cmp(&scores.at(dependent, b)))
        .unwrap_or(0)
}

fn likeliest_root(scores: &Scores) -> usize {
    (1..=scores.n).max_by(|&a, &b| scores.at(a, 0).total_cmp(&scores.at(b, 0))).unwrap_or(1)
}

fn acyclic(heads: &[usize]) -> bool {
    // 0: not seen, else the walk that saw it.
    let mut seen = vec![0; heads.len() + 1];
    for start in 1..=heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at - 1];
        }
        if at != 0 && seen[at] == start {
            return false;
        }
    }
    true
}

/// The best tree in which only `root` hangs on the root.
fn rooted(scores: &Scores, root: usize) -> Vec<usize> {
    let size = scores.n + 1;
    let mut matrix = vec![f32::NEG_INFINITY; size * size];
    for d in 1..size {
        for h in 0..size {
            if h != d && (h != 0 || d == root) && !(d == root && h != 0) {
                matrix[d * size + h] = scores.at(d, h);
            }
        }
    }
    let mut heads = edmonds(size, &matrix);
    heads.remove(0);
    heads
}

/// The maximum arborescence from node 0. `matrix[d * size + h]` scores head `h` of `d`.
fn edmonds(size: usize, matrix: &[f32]) -> Vec<usize> {
    let mut heads = vec![0; size];
    for d in 1..size {
        let row = &matrix[d * size..(d + 1) * size];
        heads[d] = (0..size).max_by(|&a, &b| row[a].total_cmp(&row[b])).unwrap_or(0);
    }
    match cycle(&heads) {
        None => heads,
        Some(cycle) => contract(size, matrix, &heads, &cycle),
    }
}

fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let mut members = vec![at];
            let mut next = heads[at];
            while next != at {
                members.push(next);
                next = heads[next];
            }
            return Some(members);
        }
    }
    None
}

/// Makes one node of a cycle, solves the smaller problem, and opens the cycle where the solution enters it.
fn contract(size: usize, matrix: &[f32], heads: &[usize], cycle: &[usize]) -> Vec<usize> {
    let mut inside = vec![false; size];
    cycle.iter().for_each(|&c| inside[c] = true);
    let outer: Vec<usize> = (0..size).filter(|&v| !inside[v]).collect();
    let new = outer.len();
    let small = new + 1;
    let mut reduced = vec![f32::NEG_INFINITY; small * small];
    let (mut enters, mut leaves) = (vec![0; small], vec![0; small]);
    for (i, &u) in outer.iter().enumerate() {
        for (j, &v) in outer.iter().enumerate() {
            reduced[i * small + j] = matrix[u * size + v];
        }
        let gain = |c: usize| matrix[c * size + u] - matrix[c * size + heads[c]];
        enters[i] = cycle.iter().copied().max_by(|&a, &b| gain(a).total_cmp(&gain(b))).unwrap_or(0);
        reduced[new * small + i] = gain(enters[i]);
        leaves[i] =
            cycle.iter().copied().max_by(|&a, &b| matrix[u * size + a].total_cmp(&matrix[u * size + b])).unwrap_or(0);
        if i > 0 {
            reduced[i * small + new] = matrix[u * size + leaves[i]];
        }
    }
    let solved = edmonds(small, &reduced);
    let mut out = heads.to_vec();
    for (i, &u) in outer.iter().enumerate().skip(1) {
        out[u] = if solved[i] == new { leaves[i] } else { outer[solved[i]] };
    }
    let from = solved[new];
    out[enters[from]] = outer[from];
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(n: usize, values: &[f32], expected: &[usize]) {
        assert_eq!(heads(&Scores { n, values }), expected);
    }

    #[test]
    fn the_best_heads_are_taken_where_they_are_a_tree() {
        check(2, &[9.0, 0.0, 1.0, 1.0, 5.0, 0.0], &[0, 1]);
    }

    #[test]
    fn a_cycle_is_opened_where_it_costs_least() {
        // 1 and 2 prefer each other; the root is nearer to 1.
        check(2, &[4.0, 0.0, 5.0, 1.0, 5.0, 0.0], &[0, 1]);
    }

    #[test]
    fn there_is_one_root() {
        check(2, &[5.0, 0.0, 1.0, 4.0, 3.0, 0.0], &[0, 1]);
    }

    #[test]
    fn a_cycle_away_from_the_root() {
        // 2 and 3 prefer each other, 1 is the root's.
        check(3, &[9.0, 0.0, 0.0, 0.0, 0.0, 2.0, 0.0, 8.0, 0.0, 1.0, 8.0, 0.0], &[0, 1, 2]);
    }
}
