//! The sending promise, proven on the whole program: it is killed while it sends, again and again, and then what it
//! says, what its database says and what the mail server has seen are compared. `docs/reliability.md` has the promise.
//!
//! `SIEMBRA_SOAK=recipients:kills` makes it a long run (`make soak`).

mod brake;
mod changes;
mod disk;
mod driver;
pub mod fetches;
mod fired;
mod full;
mod hits;
mod mutants;
mod older;
mod oracle;
mod plan;
mod rows;
mod toggles;
mod told;
mod verdict;
pub mod world;

use driver::Driver;
use plan::plan;
use testkit::Database;

/// Recipients and kills, unless the environment says otherwise.
fn size() -> (usize, usize) {
    let soak = std::env::var("SIEMBRA_SOAK").unwrap_or_default();
    let soak = soak.split_once(':').and_then(|(all, kills)| Some((all.parse().ok()?, kills.parse().ok()?)));
    soak.unwrap_or((2_000, 60))
}

fn killed_while_sending(database: Option<&str>) {
    let folder = tempfile::tempdir().unwrap();
    let (recipients, kills) = size();
    let begun = std::time::Instant::now();
    let mut driver = Driver::new(folder.path(), database, recipients, None);
    driver.prepare().end();
    driver.begin();
    println!("prepared in {:?}", begun.elapsed());
    let mut ends = plan(kills * 2, recipients * 4 / 3 / kills).into_iter();
    let landed =
        |driver: &Driver| driver.landed.iter().filter(|(how, _)| **how != "asked").map(|(_, n)| n).sum::<usize>();
    let (step, mut told) = ((kills / 10).max(1), 0);
    while landed(&driver) < kills {
        driver.live(ends.next().expect("enough ends"));
        if landed(&driver) >= told + step {
            told = landed(&driver);
            println!("{told} of {kills} kills, {} messages, {:?}", driver.sink.dots(), begun.elapsed());
        }
    }
    println!("{} messages at the last kill, {:?}", driver.sink.dots(), begun.elapsed());
    let told = driver.finish();
    let verdict = oracle::judge(&driver, &told);
    println!("{}", verdict.told());
    println!("{:?}, {:?} to stop, {:?} in all", driver.landed, driver.slowest_end, begun.elapsed());
    assert!(verdict.wrong.is_empty(), "{:#?}", &verdict.wrong[..verdict.wrong.len().min(20)]);
    // A short run by hand need not come to all of them.
    for point in fault::Point::ALL.into_iter().filter(|_| kills >= 60) {
        assert!(driver.landed.contains_key(point.name()), "it never ended {}", point.name());
    }
}

#[test]
fn killed_while_sending_on_sqlite() {
    killed_while_sending(None);
}

#[test]
fn killed_while_sending_on_postgres() {
    let database = Database::postgres();
    killed_while_sending(Some(database.url()));
}
