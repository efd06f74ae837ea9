//! What may be believed of a rate or a mean after it was seen, and how likely each of several is the highest.

/// Points at which each curve is looked at, and how many deviations to either side of its middle.
const POINTS: usize = 600;
const REACH: f64 = 9.0;

/// A belief about one number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Posterior {
    /// A rate, with (successes + 1, failures + 1): nothing was known before.
    Beta { a: f64, b: f64 },
    /// A mean of many.
    Normal { mean: f64, deviation: f64 },
}

impl Posterior {
    /// Of a rate, when so many of so many did it.
    pub fn rate(successes: u64, of: u64) -> Posterior {
        let successes = successes.min(of);
        Posterior::Beta { a: successes as f64 + 1.0, b: (of - successes) as f64 + 1.0 }
    }

    /// Of a mean, from the sum and the sum of squares of so many values.
    pub fn mean(sum: f64, squares: f64, of: u64) -> Posterior {
        let n = (of as f64).max(1.0);
        let mean = sum / n;
        let variance = (squares / n - mean * mean).max(0.0);
        // Equal values say nothing of how others would be.
        let deviation = (variance / n).sqrt().max(mean.abs() / n).max(1e-9);
        Posterior::Normal { mean, deviation }
    }

    fn middle(self) -> (f64, f64) {
        match self {
            Posterior::Beta { a, b } => (a / (a + b), (a * b / ((a + b).powi(2) * (a + b + 1.0))).sqrt()),
            Posterior::Normal { mean, deviation } => (mean, deviation),
        }
    }

    /// Where the belief is not nothing, as evenly spread points.
    fn points(self) -> impl Iterator<Item = f64> {
        let (mean, deviation) = self.middle();
        let (mut from, mut to) = (mean - REACH * deviation, mean + REACH * deviation);
        if let Posterior::Beta { .. } = self {
            (from, to) = (from.max(0.0), to.min(1.0));
        }
        (0..=POINTS).map(move |n| from + (to - from) * n as f64 / POINTS as f64)
    }

    /// Logarithm of the density, but for a constant.
    fn density(self, x: f64) -> f64 {
        let part = |times: f64, of: f64| if times == 0.0 { 0.0 } else { times * of.ln() };
        match self {
            Posterior::Beta { .. } if !(0.0..=1.0).contains(&x) => f64::NEG_INFINITY,
            Posterior::Beta { a, b } => part(a - 1.0, x) + part(b - 1.0, 1.0 - x),
            Posterior::Normal { mean, deviation } => -0.5 * ((x - mean) / deviation).powi(2),
        }
    }

    /// The interval that holds the number with 95 %.
    pub fn interval(self) -> (f64, f64) {
        let grid: Vec<f64> = self.points().collect();
        let curve = Curve::over(self, &grid);
        (curve.quantile(&grid, 0.025), curve.quantile(&grid, 0.975))
    }
}

/// Density and cumulative chance over a grid.
struct Curve {
    density: Vec<f64>,
    below: Vec<f64>,
}

impl Curve {
    fn over(posterior: Posterior, grid: &[f64]) -> Curve {
        let logs: Vec<f64> = grid.iter().map(|x| posterior.density(*x)).collect();
        let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut density: Vec<f64> = logs.into_iter().map(|log| (log - top).exp()).collect();
        let mut below = cumulated(grid, &density);
        let all = below.last().copied().filter(|all| *all > 0.0).unwrap_or(1.0);
        density.iter_mut().chain(below.iter_mut()).for_each(|x| *x /= all);
        Curve { density, below }
    }

    fn quantile(&self, grid: &[f64], share: f64) -> f64 {
        let at = self.below.partition_point(|below| *below < share).clamp(1, grid.len() - 1);
        let (low, high) = (self.below[at - 1], self.below[at]);
        let part = if high > low { ((share - low) / (high - low)).clamp(0.0, 1.0) } else { 0.0 };
        grid[at - 1] + part * (grid[at] - grid[at - 1])
    }
}

/// The integral up to each point, by trapezoids.
fn cumulated(grid: &[f64], heights: &[f64]) -> Vec<f64> {
    let mut sum = 0.0;
    let steps = (1..grid.len()).map(|n| {
        sum += (grid[n] - grid[n - 1]) * (heights[n] + heights[n - 1]) / 2.0;
        sum
    });
    std::iter::once(0.0).chain(steps).collect()
}

/// The chance of each to be the highest of all; together they are 1.
pub fn chances(all: &[Posterior]) -> Vec<f64> {
    let mut grid: Vec<f64> = all.iter().flat_map(|one| one.points()).collect();
    grid.sort_unstable_by(f64::total_cmp);
    grid.dedup();
    if grid.len() < 2 {
        return vec![1.0 / all.len().max(1) as f64; all.len()];
    }
    let curves: Vec<Curve> = all.iter().map(|one| Curve::over(*one, &grid)).collect();
    let chance = |own: usize| {
        let heights: Vec<f64> = (0..grid.len())
            .map(|at| {
                let others = curves.iter().enumerate().filter(|(n, _)| *n != own);
                others.fold(curves[own].density[at], |product, (_, curve)| product * curve.below[at])
            })
            .collect();
        cumulated(&grid, &heights).last().copied().unwrap_or(0.0)
    };
    let found: Vec<f64> = (0..all.len()).map(chance).collect();
    let sum: f64 = found.iter().sum();
    found.into_iter().map(|chance| chance / sum.max(f64::MIN_POSITIVE)).collect()
}
