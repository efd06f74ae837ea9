//! Phone numbers to E.164, with the metadata of Google's libphonenumber. Whether anybody answers is not known here.

use crate::{Problem, shown};
use rlibphonenumber::{PhoneNumber, PhoneNumberFormat, Region};

/// The E.164 form (`+4722334455`) of a number as people write it. A number without a country code is read as one of
/// `country` (alpha-2); without that it is refused. An extension is dropped.
pub fn parse(input: &str, country: Option<&str>) -> Result<String, Problem> {
    let refused = |reason: String| {
        let remedy = match country {
            Some(_) => "write it with its country code, as in +47 22 33 44 55, or leave it empty",
            None => "write it with its country code, as in +47 22 33 44 55, or choose a default country",
        };
        Problem::new(reason, remedy)
    };
    let digits = input.chars().filter(char::is_ascii_digit).count();
    if input.chars().count() > 60 || digits < 4 {
        return Err(refused(format!("{} is not a phone number", shown(input))));
    }
    let region = country.and_then(|code| Region::from_code(code).ok());
    let number = PhoneNumber::parse(input.trim(), region)
        .map_err(|_| refused(format!("{} is not a phone number", shown(input))))?;
    if !number.is_valid() {
        return Err(refused(format!("{} is not a phone number in use", shown(input))));
    }
    Ok(number.format_as(PhoneNumberFormat::E164).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn national_numbers_take_the_default_country() {
        for (written, country, normal) in [
            ("+47 22 33 44 55", None, "+4722334455"),
            ("0047 22334455", Some("NO"), "+4722334455"),
            ("22 33 44 55", Some("NO"), "+4722334455"),
            ("612 34 56 78", Some("ES"), "+34612345678"),
            ("(020) 7946 0018", Some("GB"), "+442079460018"),
            ("+34 912 345 678", Some("NO"), "+34912345678"),
            ("+1 (201) 555-0123 x22", None, "+12015550123"),
        ] {
            assert_eq!(parse(written, country).unwrap(), normal, "{written}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for (written, country) in
            [("22 33 44 55", None), ("ask", Some("NO")), ("123", Some("NO")), ("+47 99", None), ("", None)]
        {
            assert!(parse(written, country).is_err(), "{written}");
        }
        assert!(parse("22334455", None).unwrap_err().remedy.contains("default country"));
    }
}
