//! Dates and times: formats by name, what they read and what they refuse.

use hygiene::DateFormat;
use hygiene::date::read;

fn day(cell: &str, format: &str) -> Option<String> {
    read(cell, DateFormat::parse(format).unwrap()).map(|moment| moment.date.to_string())
}

#[test]
fn formats_by_name() {
    for name in [
        "yyyy-mm-dd",
        "dd/mm/yyyy",
        "mm/dd/yyyy",
        "dd.mm.yyyy",
        "mm-dd-yyyy",
        "yyyymmdd",
        "excel serial",
        "unix seconds",
        "yy-mm-dd",
    ] {
        assert_eq!(DateFormat::parse(name).unwrap().to_string(), name);
    }
    assert!(DateFormat::parse("dd/yyyy/mm").is_none());
}

#[test]
fn one_text_two_readings() {
    assert_eq!(day("03/04/2024", "dd/mm/yyyy").unwrap(), "2024-04-03");
    assert_eq!(day("03/04/2024", "mm/dd/yyyy").unwrap(), "2024-03-04");
    assert_eq!(day("3.4.24", "dd.mm.yyyy").unwrap(), "2024-04-03");
    assert_eq!(day("20240403", "yyyymmdd").unwrap(), "2024-04-03");
    assert_eq!(day("45385", "excel serial").unwrap(), "2024-04-03");
    assert_eq!(day("1712102400", "unix seconds").unwrap(), "2024-04-03");
}

#[test]
fn what_reads_in_one_way_is_understood_anywhere() {
    for cell in [
        "2024-04-03",
        "2024/4/3",
        "3 April 2024",
        "Apr 3, 2024",
        "3. april 2024",
        "3 de abril de 2024",
        "03-Apr-24",
        "3rd of April 2024",
    ] {
        for format in ["dd/mm/yyyy", "mm/dd/yyyy", "yyyy-mm-dd"] {
            assert_eq!(day(cell, format).as_deref(), Some("2024-04-03"), "{cell}");
        }
    }
}

#[test]
fn impossible_dates_are_none() {
    for (cell, format) in [
        ("31/02/2024", "dd/mm/yyyy"),
        ("29/02/2023", "dd/mm/yyyy"),
        ("13/13/2024", "mm/dd/yyyy"),
        ("00/01/2024", "dd/mm/yyyy"),
        ("01/01/0024", "dd/mm/yyyy"),
        ("2024-13-01", "yyyy-mm-dd"),
        ("soon", "dd/mm/yyyy"),
        ("", "dd/mm/yyyy"),
        ("1/2", "dd/mm/yyyy"),
        ("01/02/2024 25:00", "dd/mm/yyyy"),
        ("01/02/2024x", "dd/mm/yyyy"),
        ("45385", "dd/mm/yyyy"),
        ("marketing 3 2024", "yyyy-mm-dd"),
    ] {
        assert_eq!(day(cell, format), None, "{cell}");
    }
}

#[test]
fn instants_take_the_zone_unless_they_name_their_own() {
    let at = |cell: &str| read(cell, DateFormat::Dmy('/')).unwrap().at("Europe/Oslo").to_string();
    assert_eq!(at("01/07/2024"), "2024-06-30T22:00:00Z");
    assert_eq!(at("01/07/2024 10:30"), "2024-07-01T08:30:00Z");
    assert_eq!(at("2024-07-01T10:30:15Z"), "2024-07-01T10:30:15Z");
    assert_eq!(at("2024-07-01T10:30:15-05:00"), "2024-07-01T15:30:15Z");
    assert_eq!(at("1/7/2024 3:05 PM"), "2024-07-01T13:05:00Z");
    assert_eq!(at("1.7.2024 kl. 15.05"), "2024-07-01T13:05:00Z");
}
