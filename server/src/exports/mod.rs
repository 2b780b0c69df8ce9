//! Everything held about one person, as one document. `contract-tests` walk every table that refers to people, and fail
//! until what is in it stands here or somebody has written down why not.

mod coop;
mod groups;
mod store;
pub mod view;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::{
    app::App,
    audit::{self, Object},
    db,
    error::Error,
    policy::{Caller, Rule},
    user_groups::{self, GroupRow},
    users::{UserRow, permit},
};
use store::{ConsentRow, EmailTokenRow, EventRow, ImportRow, LetterRow, SessionRow};

/// How long a list in the document may be; `maxItems` in the spec.
const MOST: usize = 10_000;

/// What is held about a person.
pub struct Export {
    at: DateTime<Utc>,
    user: UserRow,
    import: ImportRow,
    groups: Vec<GroupRow>,
    social: groups::Social,
    coop: coop::Coop,
    consents: Vec<ConsentRow>,
    sessions: Vec<SessionRow>,
    letters: Vec<LetterRow>,
    email_tokens: Vec<EmailTokenRow>,
    events: Vec<EventRow>,
}

/// Reads everything held about a person, as it is at one moment; also about one whose account is deleted but not erased.
/// When staff do so, it is noted in the trail.
///
/// # Errors
/// Not found, or forbidden.
pub async fn make(app: &App, caller: &Caller, rule: &Rule, id: Uuid) -> Result<Export, Error> {
    let mut client = app.database.client().await?;
    let snapshot = db::snapshot(&mut client).await?;
    let user = store::find_person(&snapshot, id).await?;
    let user = user.ok_or_else(|| Error::not_found("user"))?;
    permit(rule, caller, &user.subject())?;
    // One more than there is room for, to know whether there are more.
    let most = MOST as i64 + 1;
    let (import, groups, social, coop, consents, sessions, letters, email_tokens, events) = tokio::try_join!(
        store::find_import(&snapshot, id),
        user_groups::list_every_group(&snapshot, id, most),
        groups::read(&snapshot, id, most),
        coop::read(&snapshot, id, most),
        store::list_consents(&snapshot, id, most),
        store::list_sessions(&snapshot, id, most),
        store::list_letters(&snapshot, id, most),
        store::list_email_tokens(&snapshot, id, most),
        store::list_events(&snapshot, id, most),
    )?;
    if !matches!(caller, Caller::User(caller) if caller.user_id == id) {
        let object = Object::User(user.subject());
        let fields = app.contract.fields("UserExport")?;
        audit::record(&snapshot, caller, rule, object, &fields).await?;
    }
    snapshot.commit().await?;
    Ok(Export {
        at: Utc::now(),
        user,
        import,
        groups,
        social,
        coop,
        consents,
        sessions,
        letters,
        email_tokens,
        events,
    })
}
