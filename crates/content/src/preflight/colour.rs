//! Colours as mail writes them, and how far apart two are to the eye (WCAG 2).

use std::fmt;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

pub const BLACK: Colour = Colour([0; 3]);
pub const WHITE: Colour = Colour([255; 3]);

const NAMES: &[(&str, [u8; 3])] = &[
    ("black", [0, 0, 0]),
    ("white", [255, 255, 255]),
    ("red", [255, 0, 0]),
    ("green", [0, 128, 0]),
    ("blue", [0, 0, 255]),
    ("gray", [128, 128, 128]),
    ("grey", [128, 128, 128]),
    ("silver", [192, 192, 192]),
    ("yellow", [255, 255, 0]),
    ("orange", [255, 165, 0]),
    ("navy", [0, 0, 128]),
    ("purple", [128, 0, 128]),
    ("teal", [0, 128, 128]),
];

impl Colour {
    /// `#abc`, `#aabbcc`, `rgb(1, 2, 3)` or a common name. Anything see-through is none.
    pub fn parse(text: &str) -> Option<Colour> {
        let text = text.trim().to_ascii_lowercase();
        if let Some(hex) = text.strip_prefix('#') {
            let digit = |n: usize| hex.as_bytes().get(n).and_then(|b| char::from(*b).to_digit(16));
            let channel = |n: usize| match hex.len() {
                3 => digit(n).map(|d| (d * 17) as u8),
                6 => Some((digit(2 * n)? * 16 + digit(2 * n + 1)?) as u8),
                _ => None,
            };
            return Some(Colour([channel(0)?, channel(1)?, channel(2)?]));
        }
        if let Some(inner) = text.strip_prefix("rgb(").and_then(|rest| rest.strip_suffix(')')) {
            let mut parts =
                inner.split([',', ' ']).filter(|part| !part.is_empty()).map(|part| part.trim().parse().ok());
            return Some(Colour([parts.next()??, parts.next()??, parts.next()??]));
        }
        NAMES.iter().find(|(name, _)| *name == text).map(|(_, rgb)| Colour(*rgb))
    }

    fn luminance(self) -> f64 {
        let linear = |c: u8| match f64::from(c) / 255.0 {
            c if c <= 0.040_45 => c / 12.92,
            c => ((c + 0.055) / 1.055).powf(2.4),
        };
        let [r, g, b] = self.0.map(linear);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// From 1 for the same colour to 21 for black and white.
    pub fn contrast(self, other: Colour) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [r, g, b] = self.0;
        write!(f, "#{r:02x}{g:02x}{b:02x}")
    }
}
