//! Binary decision diagrams in one shared table.
//!
//! Equal functions have equal handles, so "is this empty" and "are these the same" are one
//! comparison. A handle carries its own negation (the lowest bit), which halves the table and
//! makes "not" free.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use num_bigint::BigUint;

/// A function of the variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bdd(u32);

impl Bdd {
    /// Holds everywhere.
    pub const TRUE: Self = Self(0);
    /// Holds nowhere.
    pub const FALSE: Self = Self(1);

    /// The opposite.
    #[must_use]
    pub const fn not(self) -> Self {
        Self(self.0 ^ 1)
    }

    /// Holds nowhere.
    pub fn is_empty(self) -> bool {
        self == Self::FALSE
    }

    const fn place(self) -> usize {
        (self.0 >> 1) as usize
    }

    const fn negated(self) -> u32 {
        self.0 & 1
    }
}

/// A variable; the order of the numbers is the order of the diagram.
pub type Var = u16;

const LEAF: Var = Var::MAX;

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Node {
    var: Var,
    low: Bdd,
    high: Bdd,
}

/// Fast and good enough for small keys that no one chooses in bad faith.
#[derive(Default)]
pub struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }
    fn write_u16(&mut self, value: u16) {
        self.write_u64(u64::from(value));
    }
    fn write_u32(&mut self, value: u32) {
        self.write_u64(u64::from(value));
    }
    fn write_u64(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 29)
    }
}

type QuickMap<K, V> = HashMap<K, V, BuildHasherDefault<Quick>>;

const CACHE_BITS: u32 = 22;

/// The table all diagrams share.
pub struct Table {
    nodes: Vec<Node>,
    unique: QuickMap<Node, u32>,
    cache: Vec<(Bdd, Bdd, Bdd)>,
}

impl Default for Table {
    fn default() -> Self {
        let leaf = Node {
            var: LEAF,
            low: Bdd::TRUE,
            high: Bdd::TRUE,
        };
        Self {
            nodes: vec![leaf],
            unique: QuickMap::default(),
            cache: vec![(Bdd::TRUE, Bdd::TRUE, Bdd::TRUE); 1 << CACHE_BITS],
        }
    }
}

impl Table {
    /// How many nodes there are.
    pub fn size(&self) -> usize {
        self.nodes.len()
    }

    fn make(&mut self, var: Var, low: Bdd, high: Bdd) -> Bdd {
        if low == high {
            return low;
        }
        if high.negated() == 1 {
            return self.make(var, low.not(), high.not()).not();
        }
        let node = Node { var, low, high };
        let nodes = &mut self.nodes;
        let place = *self.unique.entry(node).or_insert_with(|| {
            nodes.push(node);
            (nodes.len() - 1) as u32
        });
        Bdd(place << 1)
    }

    /// The function that is this variable.
    pub fn var(&mut self, var: Var) -> Bdd {
        self.make(var, Bdd::FALSE, Bdd::TRUE)
    }

    fn top(&self, of: Bdd) -> Var {
        self.nodes[of.place()].var
    }

    fn parts(&self, of: Bdd, var: Var) -> (Bdd, Bdd) {
        let node = self.nodes[of.place()];
        if node.var != var {
            return (of, of);
        }
        let negated = of.negated();
        (Bdd(node.low.0 ^ negated), Bdd(node.high.0 ^ negated))
    }

    /// Both hold.
    pub fn and(&mut self, a: Bdd, b: Bdd) -> Bdd {
        if a == b || b == Bdd::TRUE {
            return a;
        }
        if a == Bdd::TRUE {
            return b;
        }
        if a == b.not() || a.is_empty() || b.is_empty() {
            return Bdd::FALSE;
        }
        let (a, b) = if a < b { (a, b) } else { (b, a) };
        let slot = slot(a, b);
        let (x, y, known) = self.cache[slot];
        if (x, y) == (a, b) {
            return known;
        }
        let var = self.top(a).min(self.top(b));
        let (a0, a1) = self.parts(a, var);
        let (b0, b1) = self.parts(b, var);
        let low = self.and(a0, b0);
        let high = self.and(a1, b1);
        let made = self.make(var, low, high);
        self.cache[slot] = (a, b, made);
        made
    }

    /// One of them holds.
    pub fn or(&mut self, a: Bdd, b: Bdd) -> Bdd {
        self.and(a.not(), b.not()).not()
    }

    /// The first without the second.
    pub fn minus(&mut self, a: Bdd, b: Bdd) -> Bdd {
        self.and(a, b.not())
    }

    /// Exactly one of them holds.
    pub fn differ(&mut self, a: Bdd, b: Bdd) -> Bdd {
        let one = self.minus(a, b);
        let other = self.minus(b, a);
        self.or(one, other)
    }

    /// The one where the first holds, the other elsewhere.
    pub fn choose(&mut self, when: Bdd, then: Bdd, other: Bdd) -> Bdd {
        let yes = self.and(when, then);
        let no = self.minus(other, when);
        self.or(yes, no)
    }

    /// All hold.
    pub fn all(&mut self, of: impl IntoIterator<Item = Bdd>) -> Bdd {
        of.into_iter()
            .fold(Bdd::TRUE, |all, one| self.and(all, one))
    }

    /// At least one holds.
    pub fn any(&mut self, of: impl IntoIterator<Item = Bdd>) -> Bdd {
        of.into_iter()
            .fold(Bdd::FALSE, |any, one| self.or(any, one))
    }

    /// At least so many hold.
    pub fn count(&mut self, least: usize, of: &[Bdd]) -> Bdd {
        let mut reached = vec![Bdd::FALSE; least + 1];
        reached[0] = Bdd::TRUE;
        for &part in of {
            for n in (1..=least).rev() {
                let more = self.and(reached[n - 1], part);
                reached[n] = self.or(reached[n], more);
            }
        }
        reached[least]
    }

    /// With some variables set.
    pub fn with(&mut self, of: Bdd, set: &[(Var, bool)]) -> Bdd {
        let mut sorted = set.to_vec();
        sorted.sort_unstable();
        self.with_sorted(of, &sorted, &mut QuickMap::default())
    }

    fn with_sorted(&mut self, of: Bdd, set: &[(Var, bool)], done: &mut QuickMap<Bdd, Bdd>) -> Bdd {
        let var = self.top(of);
        if set.last().is_none_or(|(last, _)| var > *last) {
            return of;
        }
        if let Some(&known) = done.get(&of) {
            return known;
        }
        let (low, high) = self.parts(of, var);
        let made = match set.binary_search_by_key(&var, |(var, _)| *var) {
            Ok(place) if set[place].1 => self.with_sorted(high, set, done),
            Ok(_) => self.with_sorted(low, set, done),
            Err(_) => {
                let low = self.with_sorted(low, set, done);
                let high = self.with_sorted(high, set, done);
                self.make(var, low, high)
            }
        };
        done.insert(of, made);
        made
    }

    /// Holds for some value of the variables for which `gone` says yes.
    pub fn exists(&mut self, of: Bdd, gone: &dyn Fn(Var) -> bool) -> Bdd {
        self.exists_in(of, gone, &mut QuickMap::default())
    }

    fn exists_in(
        &mut self,
        of: Bdd,
        gone: &dyn Fn(Var) -> bool,
        done: &mut QuickMap<Bdd, Bdd>,
    ) -> Bdd {
        let var = self.top(of);
        if var == LEAF {
            return of;
        }
        if let Some(&known) = done.get(&of) {
            return known;
        }
        let (low, high) = self.parts(of, var);
        let low = self.exists_in(low, gone, done);
        let made = if gone(var) && low == Bdd::TRUE {
            Bdd::TRUE
        } else {
            let high = self.exists_in(high, gone, done);
            if gone(var) {
                self.or(low, high)
            } else {
                self.make(var, low, high)
            }
        };
        done.insert(of, made);
        made
    }

    /// The variables it depends on, in order.
    pub fn support(&self, of: Bdd) -> Vec<Var> {
        let mut seen: QuickMap<usize, ()> = QuickMap::default();
        let mut vars: Vec<Var> = Vec::new();
        let mut open = vec![of.place()];
        while let Some(place) = open.pop() {
            let node = self.nodes[place];
            if node.var == LEAF || seen.insert(place, ()).is_some() {
                continue;
            }
            vars.push(node.var);
            open.push(node.low.place());
            open.push(node.high.place());
        }
        vars.sort_unstable();
        vars.dedup();
        vars
    }

    /// The values of the variables on a path to "true" on which the sum of the costs of
    /// "true" variables is smallest; variables not named do not matter.
    pub fn cheapest(&self, of: Bdd, cost: &dyn Fn(Var) -> u32) -> Option<Vec<(Var, bool)>> {
        if of.is_empty() {
            return None;
        }
        let mut best = QuickMap::default();
        self.cost(of, cost, &mut best);
        let mut path = Vec::new();
        let mut at = of;
        while at != Bdd::TRUE {
            let var = self.top(at);
            let (low, high) = self.parts(at, var);
            let low_cost = self.cost(low, cost, &mut best);
            let high_cost = self.cost(high, cost, &mut best).saturating_add(cost(var));
            let up = high_cost < low_cost;
            path.push((var, up));
            at = if up { high } else { low };
        }
        Some(path)
    }

    fn cost(&self, of: Bdd, cost: &dyn Fn(Var) -> u32, best: &mut QuickMap<Bdd, u32>) -> u32 {
        if of == Bdd::TRUE {
            return 0;
        }
        if of == Bdd::FALSE {
            return u32::MAX;
        }
        if let Some(&known) = best.get(&of) {
            return known;
        }
        let var = self.top(of);
        let (low, high) = self.parts(of, var);
        let least = self
            .cost(low, cost, best)
            .min(self.cost(high, cost, best).saturating_add(cost(var)));
        best.insert(of, least);
        least
    }

    /// The largest sum of the costs of "true" variables on a path to "true". A variable a path
    /// leaves open is taken to be "false".
    pub fn dearest(&self, of: Bdd, cost: &dyn Fn(Var) -> u32) -> u32 {
        self.dearest_in(of, cost, &mut QuickMap::default())
            .unwrap_or_default()
    }

    fn dearest_in(
        &self,
        of: Bdd,
        cost: &dyn Fn(Var) -> u32,
        best: &mut QuickMap<Bdd, Option<u32>>,
    ) -> Option<u32> {
        if of == Bdd::TRUE {
            return Some(0);
        }
        if of == Bdd::FALSE {
            return None;
        }
        if let Some(&known) = best.get(&of) {
            return known;
        }
        let var = self.top(of);
        let (low, high) = self.parts(of, var);
        let high = self.dearest_in(high, cost, best).map(|sum| sum + cost(var));
        let most = self.dearest_in(low, cost, best).max(high);
        best.insert(of, most);
        most
    }

    /// How many assignments of the first `vars` variables it holds for, counted exactly.
    pub fn solutions(&self, of: Bdd, vars: Var) -> BigUint {
        let mut known: HashMap<Bdd, BigUint> = HashMap::new();
        let below = self.solutions_below(of, vars, &mut known);
        below << self.top(of).min(vars)
    }

    fn solutions_below(&self, of: Bdd, vars: Var, known: &mut HashMap<Bdd, BigUint>) -> BigUint {
        if of == Bdd::TRUE {
            return BigUint::from(1u8);
        }
        if of == Bdd::FALSE {
            return BigUint::from(0u8);
        }
        if let Some(count) = known.get(&of) {
            return count.clone();
        }
        let var = self.top(of);
        let (low, high) = self.parts(of, var);
        let mut total = BigUint::from(0u8);
        for part in [low, high] {
            let skipped = self.top(part).min(vars) - var - 1;
            total += self.solutions_below(part, vars, known) << skipped;
        }
        known.insert(of, total.clone());
        total
    }

    /// Whether it holds under these values.
    pub fn holds(&self, of: Bdd, values: &dyn Fn(Var) -> bool) -> bool {
        let mut at = of;
        loop {
            let var = self.top(at);
            if var == LEAF {
                return at == Bdd::TRUE;
            }
            let (low, high) = self.parts(at, var);
            at = if values(var) { high } else { low };
        }
    }

    /// How many nodes hang below it.
    pub fn nodes_below(&self, of: Bdd) -> usize {
        let mut seen: QuickMap<usize, ()> = QuickMap::default();
        let mut open = vec![of.place()];
        while let Some(place) = open.pop() {
            if self.nodes[place].var == LEAF || seen.insert(place, ()).is_some() {
                continue;
            }
            open.push(self.nodes[place].low.place());
            open.push(self.nodes[place].high.place());
        }
        seen.len()
    }
}

fn slot(a: Bdd, b: Bdd) -> usize {
    let mixed = (u64::from(a.0) << 32 | u64::from(b.0)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> (64 - CACHE_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::{Bdd, Table};
    use num_bigint::BigUint;

    #[test]
    fn equal_functions_are_the_same_handle() {
        let mut table = Table::default();
        let (a, b, c) = (table.var(0), table.var(1), table.var(2));
        let ab = table.and(a, b);
        let left = table.or(ab, c);
        let (ac, bc) = (table.or(a, c), table.or(b, c));
        assert_eq!(left, table.and(ac, bc));
        assert_eq!(left.not().not(), left);
        assert_eq!(table.minus(left, left), Bdd::FALSE);
    }

    #[test]
    fn solutions_are_counted_over_all_variables() {
        let mut table = Table::default();
        let parts: Vec<Bdd> = (0..5).map(|var| table.var(var)).collect();
        let two = table.count(2, &parts);
        assert_eq!(table.solutions(two, 5), BigUint::from(26u8));
        let last = parts[4];
        assert_eq!(table.solutions(last, 6), BigUint::from(32u8));
    }

    #[test]
    fn the_cheapest_path_avoids_what_costs() {
        let mut table = Table::default();
        let (a, b, c) = (table.var(0), table.var(1), table.var(2));
        let ab = table.and(a, b);
        let either = table.or(ab, c);
        let path = table.cheapest(either, &|var| if var == 2 { 3 } else { 1 });
        assert_eq!(path, Some(vec![(0, true), (1, true)]));
        assert_eq!(table.exists(ab, &|var| var == 0), b);
        assert_eq!(table.with(either, &[(2, false)]), ab);
    }
}
