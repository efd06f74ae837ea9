//! A small disk that can be filled: a tmpfs of its own, unmounted when dropped. Mounting takes root;
//! `SIEMBRA_REQUIRE_ROOT=1` makes its absence a failure.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

pub struct Disk(PathBuf);

impl Disk {
    /// Mounts one of so many MiB; `None` where that is not allowed.
    pub fn mount(at: &Path, mib: usize) -> Option<Disk> {
        std::fs::create_dir_all(at).expect("the test's folder can be written to");
        let size = format!("size={mib}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).output();
        if mounted.as_ref().is_ok_and(|output| output.status.success()) {
            return Some(Disk(at.to_path_buf()));
        }
        let required = std::env::var_os("SIEMBRA_REQUIRE_ROOT").is_some_and(|value| value != "0");
        assert!(!required, "a disk cannot be mounted here, and is required (SIEMBRA_REQUIRE_ROOT): {mounted:?}");
        eprintln!("NOT TESTED with a full disk: mounting one takes root");
        None
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    fn ballast(&self) -> PathBuf {
        self.0.join("ballast")
    }

    /// Fills it but for so many KiB.
    pub fn fill(&self, left_kib: usize) {
        let mut ballast = OpenOptions::new().create(true).append(true).open(self.ballast()).expect("it can be opened");
        let free = || {
            let output = Command::new("df").args(["--output=avail", "-k"]).arg(&self.0).output().expect("df runs");
            let said = String::from_utf8_lossy(&output.stdout).into_owned();
            said.lines().last().and_then(|line| line.trim().parse::<usize>().ok()).expect("df says how much")
        };
        let zeros = vec![0; 1 << 20];
        loop {
            let much = free().saturating_sub(left_kib).min(zeros.len() >> 10);
            if much == 0 || ballast.write_all(&zeros[..much << 10]).is_err() {
                return;
            }
        }
    }

    /// Makes room again.
    pub fn clear(&self) {
        std::fs::remove_file(self.ballast()).expect("it can be removed");
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: what a failed test has left running still has files open.
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
