//! The UI is embedded from `web/dist`. Without a built UI the folder is made, so that everything still compiles.

fn main() {
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/dist");
    if let Err(error) = std::fs::create_dir_all(dist) {
        println!("cargo::warning={dist}: {error}");
    }
    println!("cargo::rerun-if-changed={dist}");
}
