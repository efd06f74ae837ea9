//! A tar archive of a few small files, in the ustar form that every system can open.

use model::{SECOND, Timestamp};

const BLOCK: usize = 512;

/// The archive of these files (path, content). Paths of more than 100 bytes are cut, which ours never are.
pub fn archive<'a>(files: impl Iterator<Item = (String, &'a [u8])>, at: Timestamp) -> Vec<u8> {
    let mut out = Vec::new();
    for (path, content) in files {
        out.extend(header(&path, content.len(), at));
        out.extend(content);
        out.resize(out.len().next_multiple_of(BLOCK), 0);
    }
    out.resize(out.len() + 2 * BLOCK, 0);
    out
}

fn header(path: &str, size: usize, at: Timestamp) -> [u8; BLOCK] {
    let mut block = [0; BLOCK];
    let mut put = |start: usize, text: &[u8]| block[start..start + text.len()].copy_from_slice(text);
    put(0, &path.as_bytes()[..path.len().min(100)]);
    put(100, b"0000644\0");
    put(108, b"0000000\0");
    put(116, b"0000000\0");
    put(124, format!("{size:011o}\0").as_bytes());
    put(136, format!("{:011o}\0", (at.0 / SECOND).max(0)).as_bytes());
    put(148, b"        ");
    put(156, b"0");
    put(257, b"ustar\x0000");
    // The sum is taken with blanks in its own place.
    let sum: u32 = block.iter().map(|byte| u32::from(*byte)).sum();
    block[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    block
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tar_itself_can_read_it() {
        let files = [("a/one.json", "{}\n"), ("a/two.mjml", &*"x".repeat(513))];
        let bytes = archive(files.iter().map(|(path, text)| (path.to_string(), text.as_bytes())), Timestamp(0));
        assert_eq!(bytes.len() % BLOCK, 0);
        let path = std::env::temp_dir().join(format!("siembra-tar-{}.tar", std::process::id()));
        std::fs::write(&path, bytes).unwrap();
        let listed = std::process::Command::new("tar").args(["-tvf", path.to_str().unwrap()]).output().unwrap();
        std::fs::remove_file(&path).unwrap();
        let text = String::from_utf8(listed.stdout).unwrap();
        assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
        assert!(text.contains("a/one.json") && text.contains("513"), "{text}");
    }
}
