//! The text form in a folder of the file system, within limits.

use crate::{Document, Files, Problem, email, parse, render};
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// Longest file, in bytes.
pub const MAX_FILE: u64 = 1_000_000;
/// Most files in an instance.
pub const MAX_FILES: usize = 20_000;

/// What a write did to the folder.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Written {
    pub written: usize,
    pub unchanged: usize,
    /// Files of definitions that no longer exist.
    pub removed: usize,
}

/// Reads the instance in a folder. Hidden files and folders are passed over.
pub fn read(folder: &Path) -> Result<Vec<Document>, Vec<Problem>> {
    let files = files_in(folder).map_err(|problem| vec![problem])?;
    if files.is_empty() {
        let message = "holds no definitions; expected folders like segments/ and emails/ in it";
        return Err(vec![Problem::new(&folder.display().to_string(), message)]);
    }
    parse(&files)
}

/// Makes a folder say exactly what `documents` say: unchanged files stay untouched, files of definitions that are gone
/// go. A layout in the folder is kept and used. Notes (`.md`) and hidden files stay.
pub fn write(folder: &Path, documents: &[Document]) -> Result<Written, Problem> {
    let there = if folder.exists() { files_in(folder)? } else { Files::new() };
    let wanted = render(documents, there.get(email::LAYOUT).map(String::as_str));
    let mut done = Written::default();
    for (path, text) in &wanted {
        if there.get(path) == Some(text) {
            done.unchanged += 1;
            continue;
        }
        let file = folder.join(path);
        let folder = file.parent().unwrap_or(folder);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&file, text))
            .map_err(|e| Problem::new(path, e.to_string()))?;
        done.written += 1;
    }
    for path in there.keys().filter(|path| !wanted.contains_key(*path) && crate::files::is_definition(path)) {
        fs::remove_file(folder.join(path)).map_err(|e| Problem::new(path, e.to_string()))?;
        done.removed += 1;
    }
    Ok(done)
}

fn files_in(folder: &Path) -> Result<Files, Problem> {
    let mut files = Files::new();
    for kind in entries(folder)? {
        if kind.is_dir() {
            for file in entries(&kind)? {
                take(folder, &file, &mut files)?;
            }
        } else {
            take(folder, &kind, &mut files)?;
        }
    }
    Ok(files)
}

/// What lies in a folder, hidden things apart.
fn entries(folder: &Path) -> Result<Vec<std::path::PathBuf>, Problem> {
    let shown = folder.display().to_string();
    let list = fs::read_dir(folder).map_err(|e| match e.kind() {
        ErrorKind::NotFound => Problem::new(&shown, "does not exist; name the folder that holds the instance"),
        ErrorKind::NotADirectory => Problem::new(&shown, "is a file; name the folder that holds the instance"),
        _ => Problem::new(&shown, e.to_string()),
    })?;
    let hidden = |path: &Path| path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    let mut paths: Vec<_> = list.flatten().map(|entry| entry.path()).filter(|path| !hidden(path)).collect();
    paths.sort();
    Ok(paths)
}

fn take(root: &Path, file: &Path, files: &mut Files) -> Result<(), Problem> {
    let path = file.strip_prefix(root).unwrap_or(file).to_string_lossy().replace('\\', "/");
    let refused = |message: String| Problem::new(&path, message);
    let size = fs::metadata(file).map_err(|e| refused(e.to_string()))?.len();
    if file.is_dir() {
        return Err(refused("a folder within the folder of a kind; definitions lie directly in it".into()));
    }
    if size > MAX_FILE {
        return Err(refused(format!("{size} bytes; a definition has at most {MAX_FILE}")));
    }
    if files.len() == MAX_FILES {
        return Err(refused(format!("more than {MAX_FILES} files; is this the folder of the instance?")));
    }
    let bytes = fs::read(file).map_err(|e| refused(e.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|_| refused("not UTF-8; save it as UTF-8".into()))?;
    files.insert(path, text.replace("\r\n", "\n"));
    Ok(())
}
