//! The past is what it would have been had nothing happened since: a contact seen at an instant answers as the same
//! world does from which everything later was removed. And whoever peeks at what came later is caught by this very test.

mod steps;

use crate::arbitrary::*;
use crate::past::{AccountRecord, Asked, History, Past, Records, asked, conditions_of};
use crate::testview::TestView;
use crate::*;
use model::definition::{MAIN, ScoringModel};
use model::*;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestError, TestRunner};
use steps::{Step, base, step};

/// Where a peeking view looks at today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Peek {
    Nowhere,
    Timeline,
    Fields,
    Consent,
    Opportunities,
}

/// The past with a hole in it.
struct Peeking<'a> {
    past: &'a Past<'a>,
    today: &'a TestView,
    peek: Peek,
}

impl View for Peeking<'_> {
    fn local(&self) -> crate::calendar::Local<'_> {
        self.past.local()
    }
    fn contacts_of(&self, account: AccountId) -> Vec<ContactId> {
        self.past.contacts_of(account)
    }
    fn entered(&self, contact: ContactId, segment: &str) -> Option<Timestamp> {
        self.past.entered(contact, segment)
    }
    fn subject(&self, contact: ContactId) -> Option<Subject> {
        self.past.subject(contact)
    }
    fn field(&self, subject: Subject, of: Object, key: &str) -> Option<Value> {
        if self.peek == Peek::Fields { self.today.field(subject, of, key) } else { self.past.field(subject, of, key) }
    }
    fn field_type(&self, of: Object, key: &str) -> Option<FieldType> {
        self.past.field_type(of, key)
    }
    fn relationship(&self, subject: Subject) -> Relationship {
        self.past.relationship(subject)
    }
    fn tier(&self, subject: Subject) -> Option<Tier> {
        self.past.tier(subject)
    }
    fn timeline(&self, contact: ContactId, visit: &mut dyn FnMut(Fact<'_>) -> bool) {
        // Somebody forgot the cut, so that what is to come is dated back into sight.
        if self.peek == Peek::Timeline {
            let at = self.past.at();
            return self.today.timeline(contact, &mut |fact| visit(Fact { at: fact.at.min(at), ..fact }));
        }
        self.past.timeline(contact, visit);
    }
    fn lead(&self, subject: Subject) -> Option<LeadState<'_>> {
        self.past.lead(subject)
    }
    fn opportunities(&self, contact: ContactId) -> Vec<model::record::OpportunityOutcome> {
        match self.peek {
            Peek::Opportunities => self.today.opportunities(contact),
            _ => self.past.opportunities(contact),
        }
    }
    fn segment(&self, key: &str) -> Option<&Filter> {
        self.past.segment(key)
    }
    fn in_list(&self, contact: ContactId, list: &str) -> bool {
        self.past.in_list(contact, list)
    }
    fn program_status(&self, contact: ContactId, program: &str) -> Option<&str> {
        self.past.program_status(contact, program)
    }
    fn scores(&self, subject: Subject) -> Scores {
        self.past.scores(subject)
    }
    fn scores_until(&self, subject: Subject) -> Option<Timestamp> {
        self.past.scores_until(subject)
    }
    fn consent(&self, contact: ContactId) -> Option<bool> {
        if self.peek == Peek::Consent { self.today.consent(contact) } else { self.past.consent(contact) }
    }
    fn acted(&self, contact: ContactId, program: &str) -> Option<Timestamp> {
        self.past.acted(contact, program)
    }
    fn nurture_place(&self, contact: ContactId, program: &str) -> Option<&NurturePlace> {
        self.past.nurture_place(contact, program)
    }
}

/// The world after the steps up to an instant.
fn world_at(base: &TestView, steps: &[(Timestamp, Step)], at: Timestamp) -> TestView {
    let mut view = base.clone();
    let taken = steps.iter().take_while(|(time, _)| *time <= at);
    taken.zip(1..).for_each(|((time, step), number)| step.apply(&mut view, *time, number));
    view.now = at;
    view.settle_scores(at);
    view
}

fn records(view: &TestView, contact: ContactId) -> Records {
    let own = &view.contacts[&contact];
    let account = own.account.and_then(|id| view.accounts.get(&id));
    Records {
        created_at: own.created_at,
        relationship: own.relationship,
        account: account.map(|account| AccountRecord {
            id: account.id,
            relationship: account.relationship,
            named_tier: account.named_tier,
            created_at: account.created_at,
            updated_at: account.updated_at,
        }),
        leads: view.leads.values().filter(|lead| lead.contact == contact).cloned().collect(),
    }
}

fn model_of(view: &TestView) -> Option<&ScoringModel> {
    match view.definitions.get(&(DefinitionKind::Scoring, MAIN.to_string())) {
        Some(Body::Scoring(model)) => Some(model),
        _ => None,
    }
}

/// Every contact at `at`, once by the whole history cut there and once by the world that ends there.
fn held_equal(
    base: &TestView,
    steps: &[(Timestamp, Step)],
    filter: &Filter,
    at: Timestamp,
    peek: Peek,
) -> Result<(), TestCaseError> {
    let (today, then) = (world_at(base, steps, Timestamp::MAX), world_at(base, steps, at));
    let of_model = model_of(&then).into_iter().flat_map(conditions_of);
    let conditions = of_model.chain([("filter".to_string(), filter)]);
    let Ok(asked) = asked(&today, conditions) else { return Ok(()) };
    for contact in (1..=CONTACTS).map(ContactId) {
        let history = History::new(&today, contact, records(&today, contact), model_of(&today), asked);
        let past = history.at(at);
        let seen = Peeking { past: &past, today: &today, peek };
        let (subject, wanted) = (past.contact().expect("known from the start"), then.subject(contact).expect("same"));
        prop_assert_eq!(subject, wanted);
        let verdict = evaluate(&seen, filter, subject, at);
        if past.sure() {
            let kept = evaluate(&then, filter, wanted, at);
            // The world that ends there keeps its scores as settled; worked out, they say when they lapse.
            let until = if past.scores_until(subject).is_some() { verdict.until } else { kept.until };
            prop_assert_eq!(verdict, Verdict { until, ..kept }, "{:?} at {}", contact, at);
        }
        if let (Some(model), Peek::Nowhere) = (model_of(&then), peek) {
            let scored = score(&past, model, subject, at).scores;
            if past.sure() {
                prop_assert_eq!(scored, score(&then, model, wanted, at).scores);
            }
        }
        // Nothing flips before the next thing happens, but by time.
        if let (Some(next), Peek::Nowhere) = (history.next(at).filter(|next| *next <= Timestamp::MAX), peek) {
            let just_before = next.plus(-1);
            if verdict.until.is_none_or(|until| until > just_before) && just_before >= at {
                let later = history.at(just_before);
                let same = evaluate(&later, filter, later.contact().expect("known"), just_before).holds;
                prop_assert!(!later.sure() || !past.sure() || same == verdict.holds);
            }
        }
    }
    Ok(())
}

type Case = (TestView, Vec<(Timestamp, Step)>, Filter, Timestamp);

fn case() -> impl Strategy<Value = Case> {
    let steps = proptest::collection::vec((busy_instant(), step()), 0..60).prop_map(|mut steps| {
        steps.sort_by_key(|(at, _)| *at);
        steps
    });
    (base(), steps, filter(), now())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn the_past_is_the_world_without_what_came_later((base, steps, filter, at) in case()) {
        held_equal(&base, &steps, &filter, at, Peek::Nowhere)?;
    }
}

#[test]
fn whoever_peeks_at_what_came_later_is_caught() {
    for peek in [Peek::Timeline, Peek::Fields, Peek::Consent, Peek::Opportunities] {
        let config = Config { cases: 5_000, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
        let found = TestRunner::new(config)
            .run(&case(), |(base, steps, filter, at)| held_equal(&base, &steps, &filter, at, peek));
        assert!(matches!(found, Err(TestError::Fail(..))), "peeking at {peek:?} went unseen");
    }
}

#[test]
fn what_changed_without_being_told_is_left_out_not_guessed() {
    let mut view = TestView::default();
    let (contact, account) = (ContactId(1), AccountId(1));
    steps::bare_contact(&mut view, contact, Some(account));
    let filter: Filter =
        serde_json::from_str(r#"{"field": {"of": "account", "key": "industry", "op": "is", "values": ["Software"]}}"#)
            .unwrap();
    let sure = |view: &TestView| {
        let history = History::new(view, contact, records(view, contact), None, Asked::default());
        let past = history.at(START.plus(5 * DAY));
        evaluate(&past, &filter, past.contact().unwrap(), past.at());
        past.sure()
    };
    assert!(sure(&view), "never changed since it was brought in");
    view.accounts.get_mut(&account).unwrap().updated_at = START.plus(9 * DAY);
    assert!(!sure(&view), "changed later, and nobody knows what");
}

#[test]
fn what_keeps_no_history_is_refused_with_its_place() {
    let filter: Filter = serde_json::from_str(
        r#"{"all": [{"field": {"of": "lead", "key": "source", "op": "known"}}, {"not": {"in_segment": "hot"}}]}"#,
    )
    .unwrap();
    let mut view = TestView::default();
    assert_eq!(asked(&view, [("filter".into(), &filter)]), Ok(Asked::default()));
    let hot = serde_json::json!({"label": "Hot", "filter": {"any": [{"stage": ["new"]}, {"field": {"of": "lead", "key": "budget", "op": "known"}}]}});
    view.apply(&Change::Definition {
        kind: DefinitionKind::Segment,
        key: "hot".into(),
        version: 1,
        body: Some(hot.to_string()),
    });
    let refused = asked(&view, [("filter".into(), &filter)]).unwrap_err();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].path, "filter.all[1].not.in_segment.any[1].field");
    assert!(refused[0].message.contains("\"hot\"") && refused[0].message.contains("\"budget\""));
}
