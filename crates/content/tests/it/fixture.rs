//! An email as a marketer would write it, and a contact to send it to.

use content::{Compiled, Context, Problem, Shared};
use model::definition::Email;
use model::record::{Contact, Relationship};
use model::{ContactId, Timestamp, Value};

pub const MJML: &str = r##"<mjml>
  <mj-head><mj-title>Guide</mj-title><mj-attributes><mj-all font-family="Arial, 'Open Sans'" /></mj-attributes></mj-head>
  <mj-body background-color="#ffffff">
    <mj-section><mj-column>
      <mj-text>Hello {{ contact.first_name }},<br>see &amp; read what {{ account.name | default("your company") }} needs.</mj-text>
      <mj-image src="https://cdn.example.com/a.png" alt="A chart" href="https://www.example.com/chart?a=1&amp;b=2" />
      <mj-button href="https://www.example.com/guide?c={{ contact.country|urlencode }}">Read the guide</mj-button>
      <mj-text>{{ company }}, {{ postal_address }} <a href="{{ unsubscribe_url }}">Unsubscribe</a> <a href="mailto:hi@example.com">Mail</a></mj-text>
    </mj-column></mj-section>
  </mj-body>
</mjml>"##;

pub fn email(mjml: &str) -> Email {
    Email {
        label: "Guide".into(),
        subject: "{{ contact.first_name }}, a guide for {{ account.name }}".into(),
        preheader: "Ten minutes, {{ contact.first_name }} & you know".into(),
        from_name: String::new(),
        from_address: String::new(),
        reply_to: String::new(),
        mjml: mjml.into(),
        text: String::new(),
        defaults: [("contact.first_name".to_string(), "there".to_string())].into(),
        operational: None,
        ..Email::default()
    }
}

/// Compiles an email that includes nothing.
pub fn compile(email: &Email) -> Result<Compiled, Vec<Problem>> {
    content::compile(email, &Shared::default())
}

/// The smallest document around a text.
pub fn around(text: &str) -> String {
    format!("<mjml><mj-body><mj-section><mj-column><mj-text>{text}</mj-text></mj-column></mj-section></mj-body></mjml>")
}

pub fn contact(first_name: &str) -> Contact {
    Contact {
        id: ContactId(7),
        external_id: None,
        account: None,
        relationship: Relationship::Prospect,
        owner: None,
        email: Some("ana@example.com".into()),
        fields: [("first_name", first_name), ("country", "ES")]
            .map(|(key, value)| (key.to_string(), Value::text(value)))
            .into(),
        acquisition_program: None,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
    }
}

pub fn context(first_name: &str) -> Context {
    let mut context = Context::new();
    context.contact(&contact(first_name), "ana@example.com");
    context.set("account.name", "Núñez & Søn").set("company", "Siembra").set("postal_address", "Calle 1, Madrid");
    context.set("unsubscribe_url", "https://go.example.com/u/abc");
    context
}
