//! Bytes of a file to UTF-8 text, a block at a time. What is not text in the chosen encoding is an error with its line, never
//! a silent replacement.

use crate::FileError;
use encoding_rs::{Decoder, DecoderResult, Encoding};
use std::io::Read;

const BLOCK: usize = 64 << 10;

/// A reader of text blocks.
pub struct TextBlocks<R> {
    input: R,
    encoding: &'static Encoding,
    decoder: Decoder,
    bytes: Vec<u8>,
    /// Part of `bytes` that is read but not yet decoded.
    pending: std::ops::Range<usize>,
    /// Bytes of the file decoded so far.
    pub position: u64,
    ended: bool,
}

impl<R: Read> TextBlocks<R> {
    pub fn new(input: R, encoding: &'static Encoding) -> TextBlocks<R> {
        let decoder = encoding.new_decoder_with_bom_removal();
        TextBlocks { input, encoding, decoder, bytes: vec![0; BLOCK], pending: 0..0, position: 0, ended: false }
    }

    /// Appends the next block of text; false at the end. `line` is where the text so far ends, for the error.
    pub fn fill(&mut self, out: &mut String, line: impl Fn(&str) -> u64) -> Result<bool, FileError> {
        if self.ended {
            return Ok(false);
        }
        if self.pending.is_empty() {
            let read = self.input.read(&mut self.bytes)?;
            self.pending = 0..read;
            self.ended = read == 0;
        }
        out.reserve(BLOCK * 3);
        let source = &self.bytes[self.pending.clone()];
        let (result, read) = self.decoder.decode_to_string_without_replacement(source, out, self.ended);
        self.pending.start += read;
        self.position += read as u64;
        match result {
            DecoderResult::InputEmpty => Ok(true),
            DecoderResult::OutputFull => {
                self.ended = false;
                Ok(true)
            }
            DecoderResult::Malformed(..) => Err(FileError::at(
                line(out),
                format!("the text is not valid {}", self.encoding.name()),
                "choose the file's encoding (often windows-1252), or save it as \"CSV UTF-8\"",
            )),
        }
    }
}
