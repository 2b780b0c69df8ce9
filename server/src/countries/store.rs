//! The table `past_countries`, and the columns of `users` that say where people are now.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Source, Whereabouts};
use crate::{
    db::{GenericClient, Row},
    error::Error,
};

/// What a statement begins with that sets the country ($2) of a person ($1) as somebody says ($3): `moment` has when that
/// begins, or nothing if it is so already. The clock is asked once, and time never goes back for a person, even where the
/// clock does or two wait for each other.
macro_rules! keep_past {
    () => {
        "with moment as (
            select greatest(clock_timestamp(), country_set_at) as begins from users
            where id = $1 and (country, country_source) is distinct from ($2, $3) and not (country is null and $2::text is null)
        ), past as (
            insert into past_countries (user_id, country, source, set_at, ended_at)
            select id, country, country_source, country_set_at, begins from users, moment
            where id = $1 and country is not null and country_set_at < begins
        ) "
    };
}
pub(crate) use keep_past;

const SET_COUNTRY: &str = concat!(
    keep_past!(),
    "update users set country = $2, country_source = $3, country_set_at = begins from moment where id = $1"
);

/// Sets the country of a person, whom the caller holds, and keeps what was before.
pub(super) async fn set_country(
    client: &impl GenericClient,
    user_id: Uuid,
    country: Option<&str>,
    source: Source,
) -> Result<(), Error> {
    let statement = client.prepare_cached(SET_COUNTRY).await?;
    client
        .execute(&statement, &[&user_id, &country, &source.name()])
        .await?;
    Ok(())
}

const LIST_WHEREABOUTS: &str = "select asked.id as user_id,
        case when is_now then users.country else past.country end as country,
        case when is_now then users.country_source else past.source end as source,
        case when is_now then users.country_set_at else past.set_at end as set_at
    from unnest($1::uuid[]) with ordinality as asked (id, place)
    left join users on users.id = asked.id and deleted_at is null
    cross join lateral (select coalesce($2, now()) as asked_at) moment
    cross join lateral (select coalesce(country_set_at <= asked_at, false) as is_now) present
    left join past_countries past on past.user_id = users.id and not is_now and past.set_at <= asked_at and past.ended_at > asked_at
    order by place";

pub(super) async fn list_whereabouts(
    client: &impl GenericClient,
    user_ids: &[Uuid],
    at: Option<DateTime<Utc>>,
) -> Result<Vec<Whereabouts>, Error> {
    let statement = client.prepare_cached(LIST_WHEREABOUTS).await?;
    let rows = client.query(&statement, &[&user_ids, &at]).await?;
    rows.iter().map(Whereabouts::try_from).collect()
}

impl TryFrom<&Row> for Whereabouts {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        let country: Option<String> = row.try_get("country")?;
        let known = |country| {
            let source = row.try_get::<_, &str>("source")?.parse()?;
            Ok::<_, Error>((country, source, row.try_get("set_at")?))
        };
        Ok(Self {
            user_id: row.try_get("user_id")?,
            country: country.map(known).transpose()?,
        })
    }
}
