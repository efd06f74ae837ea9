//! The generated rows for peers: a file a column, numbers with the lowest byte first, and what the numbers mean.

use super::segments::{SHAPE, Shape, shapes};
use super::world::{CHOICES, KINDS, World};
use anyhow::Result;
use std::fs::{File, create_dir_all};
use std::io::{BufWriter, Write};
use std::path::Path;

pub fn write(world: &World, folder: &Path) -> Result<()> {
    create_dir_all(folder)?;
    let column = |name: &str| Ok::<_, std::io::Error>(BufWriter::new(File::create(folder.join(name))?));
    let mut fields = CHOICES.map(|(key, _)| column(&format!("contact.{key}.u8")));
    let (mut employees, mut ours) = (column("contact.employees.i32")?, column("contact.ours.u8")?);
    for contact in 0..world.contacts {
        let person = world.person(contact);
        for (file, code) in fields.iter_mut().zip(person.choices) {
            match file {
                Ok(file) => file.write_all(&[code])?,
                Err(error) => anyhow::bail!("a column cannot be written: {error}"),
            }
        }
        employees.write_all(&(person.employees as i32).to_le_bytes())?;
        ours.write_all(&[u8::from(person.employee)])?;
    }
    let (mut contact, mut kind) = (column("activity.contact.u32")?, column("activity.kind.u8")?);
    let (mut asset, mut at) = (column("activity.asset.u16")?, column("activity.stamp.i64")?);
    for deed in world.deeds(0) {
        contact.write_all(&deed.contact.to_le_bytes())?;
        kind.write_all(&[deed.kind])?;
        asset.write_all(&deed.asset.to_le_bytes())?;
        at.write_all(&deed.at.to_le_bytes())?;
    }
    for file in [&mut employees, &mut ours, &mut contact, &mut kind, &mut asset, &mut at] {
        file.flush()?;
    }
    for file in fields {
        file?.flush()?;
    }
    let six = [0, 1, 2, 3, 4, 5].map(|kind| Shape { kind, ..SHAPE });
    let facts = serde_json::json!({
        "contacts": world.contacts,
        "activities": world.activities,
        "now": World::NOW.0 / 1_000,
        "kinds": KINDS.map(|(kind, _)| kind),
        "six": six,
        "hundred": shapes(100),
    });
    std::fs::write(folder.join("world.json"), facts.to_string())?;
    Ok(())
}
