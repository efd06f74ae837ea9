//! What may be wrong with a picture, and how to mend it.

/// What is wrong with a picture; each at most once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub(in super::super) enum Flaw {
    #[error("it is not XML that can be read")]
    Unreadable,
    #[error("it is not an SVG picture")]
    NotSvg,
    #[error("its root does not say version=\"1.2\" and baseProfile=\"tiny-ps\"")]
    Profile,
    #[error("it has no title")]
    Title,
    #[error("it has a script")]
    Script,
    #[error("it is animated")]
    Animation,
    #[error("it holds a picture of pixels or of another format")]
    Embedded,
    /// Elements and attributes, parted by commas.
    #[error("it has parts that the profile does not know: {0}")]
    Unknown(String),
    #[error("it refers to something outside of it")]
    Outside,
    #[error("it declares entities")]
    Entities,
    #[error("its root has x or y")]
    Place,
    #[error("its viewBox is not square")]
    Square,
    #[error("it has more than 32 KB")]
    Large,
}

impl Flaw {
    /// Whether it is only recommended otherwise.
    pub fn is_advice(&self) -> bool {
        matches!(self, Flaw::Square | Flaw::Large)
    }

    pub fn remedy(&self) -> &'static str {
        match self {
            Flaw::Unreadable | Flaw::NotSvg => "put a picture in the format SVG Tiny PS there",
            Flaw::Profile => "write version=\"1.2\" and baseProfile=\"tiny-ps\" into the svg element",
            Flaw::Title => "write a title with the name of the brand as first element of svg",
            Flaw::Script | Flaw::Animation => "take scripts, attributes such as onclick, and animations out",
            Flaw::Embedded => "draw it with shapes: take image and foreignObject out",
            Flaw::Unknown(_) => {
                "draw it with shapes, texts and gradients alone, and write fill and the like as attributes instead of style"
            }
            Flaw::Outside => "take links, fonts, styles and pictures of other addresses out",
            Flaw::Entities => "take the DOCTYPE out and write what its entities stand for",
            Flaw::Place => "take x and y out of the svg element",
            Flaw::Square => "give the svg element a viewBox as wide as high, such as viewBox=\"0 0 128 128\"",
            Flaw::Large => "make the file smaller: fewer points, no data of the drawing program",
        }
    }
}
