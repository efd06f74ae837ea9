//! The measurements by themselves, without the product around them: `bench audience --contacts N --activities M`.

use anyhow::{Result, bail};
use bench::audience::{Options, run};

/// As the product has it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<()> {
    let mut args = std::env::args().skip(1);
    if args.next().as_deref() != Some("audience") {
        bail!("bench audience [--contacts N] [--activities M] [--export DIR] [--json]");
    }
    let mut options = Options { contacts: 100_000, activities: 2_000_000, export: None, folder: None };
    let mut json = false;
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| anyhow::anyhow!("{arg} needs a value"));
        match arg.as_str() {
            "--contacts" => options.contacts = value()?.parse()?,
            "--activities" => options.activities = value()?.parse()?,
            "--export" => options.export = Some(value()?.into()),
            "--folder" => options.folder = Some(value()?.into()),
            "--json" => json = true,
            other => bail!("{other} is unknown"),
        }
    }
    let report = run(&options, &mut |what| eprintln!("{what} …"), &mut |image, _| Ok(image))?;
    match json {
        true => println!("{}", serde_json::to_string_pretty(&report)?),
        false => print!("{report}"),
    }
    if !report.right() {
        bail!("a count differs from the kernel by hand");
    }
    Ok(())
}
