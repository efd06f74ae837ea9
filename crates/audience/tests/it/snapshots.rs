//! A snapshot that cannot be trusted is refused.

use crate::log::{batches, fold_all, log_of};
use crate::ops::ops;
use audience::{Image, SnapshotError};
use proptest::prelude::*;

fn a_snapshot(dir: &std::path::Path) -> Vec<u8> {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let ops = proptest::strategy::ValueTree::current(&ops(60).new_tree(&mut runner).unwrap());
    let path = dir.join("good");
    fold_all(&log_of(&batches(&ops, false))).save(&path).unwrap();
    std::fs::read(path).unwrap()
}

fn load(dir: &std::path::Path, bytes: &[u8]) -> Result<Image, SnapshotError> {
    let path = dir.join("tried");
    std::fs::write(&path, bytes).unwrap();
    Image::load(&path)
}

#[test]
fn any_damaged_byte_and_any_truncation_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let good = a_snapshot(dir.path());
    assert!(load(dir.path(), &good).is_ok());
    for place in 0..good.len() {
        let mut bad = good.clone();
        bad[place] ^= 0x20;
        assert!(load(dir.path(), &bad).is_err(), "byte {place} of {}", good.len());
    }
    for length in (0..good.len()).step_by(7) {
        assert!(load(dir.path(), &good[..length]).is_err(), "cut at {length}");
    }
    let longer = [good.as_slice(), b"more"].concat();
    assert!(matches!(load(dir.path(), &longer), Err(SnapshotError::Damaged(_))));
}

#[test]
fn another_version_and_another_file_are_told_apart() {
    let dir = tempfile::tempdir().unwrap();
    let mut old = a_snapshot(dir.path());
    old[8..12].copy_from_slice(&0u32.to_le_bytes());
    assert!(matches!(load(dir.path(), &old), Err(SnapshotError::Version(0))));
    assert!(matches!(
        load(dir.path(), b"PK\x03\x04 something else that is long enough"),
        Err(SnapshotError::NotASnapshot)
    ));
    assert!(matches!(Image::load(&dir.path().join("none")), Err(SnapshotError::Io(_))));
}

#[test]
fn a_file_left_by_a_crash_in_mid_write_is_not_in_the_way() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("good");
    let good = a_snapshot(dir.path());
    std::fs::write(path.with_extension("writing"), &good[..20]).unwrap();
    assert!(Image::load(&path).is_ok());
    Image::new().save(&path).unwrap();
    assert_eq!(Image::load(&path).unwrap().seq(), 0);
}
