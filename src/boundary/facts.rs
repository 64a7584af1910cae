//! The requests of the script side in the words of the rules. The order of the fields is that of
//! `www/src/validate/shapes.ts`; of a record that is absent every field is. What is absent is not known, which is a verdict
//! of its own.

use crate::wire::Reader;
use rules::checklist::{Ages, FACTS, Fact, Lineage, ProfileFacts, Search, Told, evaluate_told};
use rules::{Checklist, Draft, UsernamePolicy};

/// The policy for usernames; what is absent has its default.
pub fn policy(reader: &mut Reader) -> UsernamePolicy {
    let mut policy = UsernamePolicy::default();
    reader.read();
    if reader.read() {
        policy.tenant_domain.get_or_insert_default().push_str(reader.text);
    }
    policy.email_usernames = reader.is_true();
    if let Some(length) = reader.number() {
        policy.min_length = length as usize;
    }
    if let Some(length) = reader.number() {
        policy.max_length = length as usize;
    }
    policy
}

/// The three enrollment fields; what is absent was not filled in.
pub fn draft(reader: &mut Reader) -> Draft {
    let mut draft = Draft::default();
    reader.read();
    reader.append_to(&mut draft.username);
    draft.login_required = reader.is_true();
    draft.agent_required = reader.is_true();
    draft
}

/// The facts of a checklist; the confirmations given on them follow.
pub fn checklist(reader: &mut Reader) -> Checklist {
    let mut texts = [None; FACTS];
    let (device, others) = texts.split_at_mut(Fact::Enrollment as usize);
    let (enrollment, others) = others.split_at_mut(4);
    let (user, others) = others.split_at_mut(1);
    let (agent, person) = others.split_at_mut(4);
    // What stands before the fields of a record, or of none.
    reader.read();
    reader.read();
    fill(device, reader);
    let text = |fact: Fact| device[fact as usize];
    let uuid = text(Fact::ProfileUuid).unwrap_or_default();
    let lineage = lineage(reader, Search::new(uuid, text(Fact::ProfileName)));
    fill(enrollment, reader);
    let policy = policy(reader);
    fill(user, reader);
    reader.read();
    fill(agent, reader);
    fill(person, reader);
    reader.read();
    let mut ages = Ages::default();
    for age in [&mut ages.device, &mut ages.profiles, &mut ages.users, &mut ages.readiness] {
        *age = reader.number();
    }
    let told = Told { texts, lineage: &lineage, policy: &policy, ages: &ages };
    let checklist = evaluate_told(&told, &|item, fingerprint| {
        confirmations(&mut reader.clone(), item.word(), fingerprint)
    });
    // They are read for each item that may be confirmed, and here to get behind them.
    confirmations(reader, "", "");
    checklist
}

/// Reads texts that stand one after the other.
fn fill<'a>(texts: &mut [Option<&'a str>], reader: &mut Reader<'a>) {
    for text in texts {
        *text = reader.read().then_some(reader.text);
    }
}

/// Searches the profiles of the host, if they could be read.
fn lineage(reader: &mut Reader, mut search: Search) -> Lineage {
    let mut nearest = ProfileFacts::default();
    let are_read = reader.read();
    while are_read && reader.read() {
        reader.read();
        let uuid = reader.text;
        reader.read();
        let name = reader.text;
        let (supervised, mandatory) = (reader.flag(), reader.flag());
        let mut was_this = false;
        if reader.read() {
            while reader.read() {
                was_this |= search.is_this(reader.text);
            }
        }
        if search.is_nearer(uuid, name, was_this) {
            nearest.uuid.clear();
            nearest.uuid.push_str(uuid);
            nearest.name.clear();
            nearest.name.push_str(name);
            nearest.supervised = supervised;
            nearest.mandatory = mandatory;
        }
    }
    search.end(are_read, nearest)
}

/// Reads the confirmations; whether there is one of this item with this fingerprint.
fn confirmations(reader: &mut Reader, item: &str, fingerprint: &str) -> bool {
    let mut is_confirmed = false;
    if reader.read() {
        while reader.read() {
            reader.read();
            let is_of_item = reader.text == item;
            reader.read();
            is_confirmed |= is_of_item && reader.text == fingerprint;
        }
    }
    is_confirmed
}
