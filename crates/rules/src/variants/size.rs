//! How many contacts it takes to tell two rates apart: the usual sizes, with 5 % false alarms and 80 % of the true
//! differences found.

const FALSE_ALARMS: f64 = 0.05;
const POWER: f64 = 0.8;

/// Contacts that each variant needs so that a rate that is higher by `lift` (0.2 for a fifth) is told from `rate`, among
/// so many variants. `None` when there is no such rate.
pub fn needed(rate: f64, lift: f64, variants: usize) -> Option<u64> {
    let other = rate * (1.0 + lift);
    let fine = rate > 0.0 && rate < 1.0 && other > 0.0 && other < 1.0 && lift != 0.0 && variants >= 2;
    if !fine {
        return None;
    }
    // Each is compared with the first, and every comparison may raise a false alarm.
    let alarms = FALSE_ALARMS / (variants - 1) as f64;
    let (alpha, beta) = (quantile(1.0 - alarms / 2.0), quantile(POWER));
    let mean = (rate + other) / 2.0;
    let pooled = (2.0 * mean * (1.0 - mean)).sqrt();
    let own = (rate * (1.0 - rate) + other * (1.0 - other)).sqrt();
    Some(((alpha * pooled + beta * own) / (other - rate)).powi(2).ceil() as u64)
}

/// The smallest lift that so many contacts a variant can tell; `None` when not even a tenfold rate.
pub fn detectable(rate: f64, each: u64, variants: usize) -> Option<f64> {
    let most = (0.999 / rate - 1.0).min(9.0);
    let enough = |lift: f64| needed(rate, lift, variants).is_some_and(|needed| needed <= each);
    if !(most > 0.0 && enough(most)) {
        return None;
    }
    let (mut low, mut high) = (0.0, most);
    for _ in 0..60 {
        let middle = (low + high) / 2.0;
        if enough(middle) { high = middle } else { low = middle }
    }
    Some(high)
}

/// Quantiles of the standard normal distribution (Acklam's approximation, good to nine digits).
fn quantile(p: f64) -> f64 {
    const A: [f64; 6] = [
        -3.969_683_028_665_376e1,
        2.209_460_984_245_205e2,
        -2.759_285_104_469_687e2,
        1.383_577_518_672_69e2,
        -3.066_479_806_614_716e1,
        2.506_628_277_459_239,
    ];
    const B: [f64; 6] = [
        -5.447_609_879_822_406e1,
        1.615_858_368_580_409e2,
        -1.556_989_798_598_866e2,
        6.680_131_188_771_972e1,
        -1.328_068_155_288_572e1,
        1.0,
    ];
    const C: [f64; 6] = [
        -7.784_894_002_430_293e-3,
        -3.223_964_580_411_365e-1,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 5] =
        [7.784_695_709_041_462e-3, 3.224_671_290_700_398e-1, 2.445_134_137_142_996, 3.754_408_661_907_416, 1.0];
    let poly = |of: &[f64], x: f64| of.iter().fold(0.0, |sum, c| sum * x + c);
    let tail = |p: f64| {
        let q = (-2.0 * p.ln()).sqrt();
        poly(&C, q) / poly(&D, q)
    };
    match p {
        p if p < 0.024_25 => tail(p),
        p if p > 1.0 - 0.024_25 => -tail(1.0 - p),
        p => {
            let q = p - 0.5;
            q * poly(&A, q * q) / poly(&B, q * q)
        }
    }
}
