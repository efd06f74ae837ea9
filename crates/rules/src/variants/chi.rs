//! Whether contacts fell into the parts of a test as they should: Pearson's chi-squared.

/// The chance of counts as uneven as these when each part is as likely as its share says. Below one in a thousand
/// something is wrong with the test, and its result must not be believed.
pub fn imbalance(counts: &[u64], shares: &[f64]) -> f64 {
    let all: u64 = counts.iter().sum();
    let total: f64 = shares.iter().sum();
    if all == 0 || counts.len() < 2 || total <= 0.0 {
        return 1.0;
    }
    let parts = counts.iter().zip(shares).map(|(count, share)| {
        let expected = all as f64 * share / total;
        (*count as f64 - expected).powi(2) / expected
    });
    upper_gamma((counts.len() - 1) as f64 / 2.0, parts.sum::<f64>() / 2.0)
}

/// The regularised upper incomplete gamma function Q(a, x).
fn upper_gamma(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let scale = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 { 1.0 - scale * series(a, x) } else { scale * fraction(a, x) }
}

fn series(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0 / a, 1.0 / a, a);
    while term > sum * 1e-16 && n < a + 1_000.0 {
        n += 1.0;
        term *= x / n;
        sum += term;
    }
    sum
}

/// Lentz's method.
fn fraction(a: f64, x: f64) -> f64 {
    let tiny = 1e-300;
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1.0 / tiny, 1.0 / b);
    let mut h = d;
    for i in 1..1_000 {
        let n = -f64::from(i) * (f64::from(i) - a);
        b += 2.0;
        d = 1.0 / nonzero(n * d + b, tiny);
        c = nonzero(b + n / c, tiny);
        h *= d * c;
        if (d * c - 1.0).abs() < 1e-15 {
            break;
        }
    }
    h
}

fn nonzero(x: f64, tiny: f64) -> f64 {
    if x.abs() < tiny { tiny } else { x }
}

/// Lanczos' approximation, good to 15 digits for positive arguments.
fn ln_gamma(x: f64) -> f64 {
    const G: [f64; 9] = [
        0.999_999_999_999_809_9,
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        let pi = std::f64::consts::PI;
        return (pi / (pi * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let sum = G.iter().enumerate().skip(1).fold(G[0], |sum, (n, g)| sum + g / (x + n as f64));
    let t = x + 7.5;
    0.5 * (2.0 * std::f64::consts::PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}
