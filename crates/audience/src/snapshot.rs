//! Snapshots: an image in a file, so that a restart reads the tail of the log and not all of it.
//!
//! The file is magic, version, sequence number, length and checksum, then the image. It is written beside its name and
//! renamed when it is whole. A snapshot may be thrown away at any time; one that is damaged or of another version is
//! refused and the caller rebuilds from the log.

use crate::Image;
use crate::records::Links;
use crc32fast::Hasher;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::Path;

const MAGIC: &[u8; 8] = b"SIEMIMG\0";
/// Rises whenever the layout of the body changes.
const VERSION: u32 = 5;
/// Magic, version, seq, length, checksum.
const HEADER: usize = 8 + 4 + 8 + 8 + 4;
/// Read and written so much at a time.
const BUFFER: usize = 1 << 20;

/// Why a snapshot was not written or not used.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    #[error("the snapshot cannot be read or written: {0}")]
    Io(#[from] std::io::Error),
    #[error("the file is not a snapshot of an image")]
    NotASnapshot,
    #[error("the snapshot has version {0} and this program reads {VERSION}; it is rebuilt from the log")]
    Version(u32),
    #[error("the snapshot is damaged ({0}); it is rebuilt from the log")]
    Damaged(String),
}

impl Image {
    /// Writes the image into a file: first beside it, then renamed, so that a crash leaves the old one or the new one.
    pub fn save(&self, path: &Path) -> Result<(), SnapshotError> {
        let beside = path.with_extension("writing");
        let mut file = BufWriter::with_capacity(BUFFER, File::create(&beside)?);
        file.write_all(&[0; HEADER])?;
        let mut body = Summed { file, sum: begun(self.seq()), length: 0 };
        rmp_serde::encode::write(&mut body, self).map_err(|error| SnapshotError::Damaged(error.to_string()))?;
        let Summed { file, sum, length } = body;
        // The header is known last.
        let mut file = file.into_inner().map_err(|error| SnapshotError::Io(error.into_error()))?;
        file.seek(SeekFrom::Start(0))?;
        file.write_all(MAGIC)?;
        file.write_all(&VERSION.to_le_bytes())?;
        file.write_all(&self.seq().to_le_bytes())?;
        file.write_all(&length.to_le_bytes())?;
        file.write_all(&sum.finalize().to_le_bytes())?;
        file.sync_all()?;
        drop(file);
        std::fs::rename(&beside, path)?;
        Ok(())
    }

    /// Reads a snapshot. Continue with the change batches after its `seq()`.
    pub fn load(path: &Path) -> Result<Image, SnapshotError> {
        let mut file = File::open(path)?;
        let mut header = [0u8; HEADER];
        file.read_exact(&mut header).map_err(|_| SnapshotError::NotASnapshot)?;
        if &header[..8] != MAGIC {
            return Err(SnapshotError::NotASnapshot);
        }
        let version = u32::from_le_bytes(part(&header, 8));
        if version != VERSION {
            return Err(SnapshotError::Version(version));
        }
        let seq = i64::from_le_bytes(part(&header, 12));
        let length = u64::from_le_bytes(part(&header, 20));
        let sum = u32::from_le_bytes(part(&header, 28));
        if file.metadata()?.len() != length.saturating_add(HEADER as u64) {
            return Err(SnapshotError::Damaged("it is cut short or too long".into()));
        }
        // Read twice, so that nothing is believed before the sum is right and no second image is held.
        if checksum(seq, &mut file)? != sum {
            return Err(SnapshotError::Damaged("its checksum differs".into()));
        }
        file.seek(SeekFrom::Start(HEADER as u64))?;
        let mut image: Image = rmp_serde::from_read(BufReader::with_capacity(BUFFER, file))
            .map_err(|error| SnapshotError::Damaged(error.to_string()))?;
        if image.seq != seq {
            return Err(SnapshotError::Damaged("its sequence numbers differ".into()));
        }
        image.links = Links::build(&image.contacts, &image.leads, &image.opportunities);
        Ok(image)
    }
}

/// Passes the body on to the file, counting and summing it.
struct Summed {
    file: BufWriter<File>,
    sum: Hasher,
    length: u64,
}

impl Write for Summed {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write_all(bytes)?;
        self.sum.update(bytes);
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

fn begun(seq: i64) -> Hasher {
    let mut sum = Hasher::new();
    sum.update(&seq.to_le_bytes());
    sum
}

/// The sum of what is left of a file.
fn checksum(seq: i64, file: &mut File) -> std::io::Result<u32> {
    let (mut sum, mut bytes) = (begun(seq), vec![0; BUFFER]);
    loop {
        match file.read(&mut bytes)? {
            0 => return Ok(sum.finalize()),
            read => sum.update(&bytes[..read]),
        }
    }
}

fn part<const N: usize>(header: &[u8; HEADER], from: usize) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(&header[from..from + N]);
    bytes
}
