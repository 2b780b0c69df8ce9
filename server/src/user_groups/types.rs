//! The tables `group_types`, `group_type_owners` and `group_type_members`: which kinds of group there are, who may own how
//! many, and which take which as members.

use std::str::FromStr;

use crate::{
    app::App,
    db::{GenericClient, Row},
    error::Error,
    roles::Role,
};

/// A kind of group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GroupType {
    /// A person as they appear to others.
    Persona,
    /// Personas who play together.
    Band,
    /// Personas and bands who publish together.
    Label,
    /// Labels that are distributed together.
    Distributor,
}

impl GroupType {
    /// As spec and database write it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Persona => "persona",
            Self::Band => "band",
            Self::Label => "label",
            Self::Distributor => "distributor",
        }
    }
}

impl FromStr for GroupType {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let all = [Self::Persona, Self::Band, Self::Label, Self::Distributor];
        all.into_iter()
            .find(|kind| kind.name() == name)
            .ok_or_else(|| Error::internal(format!("there is no group type {name}")))
    }
}

/// A row of `group_types`, with its owners.
#[derive(Debug)]
pub struct GroupTypeRow {
    /// The kind.
    pub kind: GroupType,
    /// What such a group is.
    pub description: String,
    /// The roles that may own one, and how many; `None` for as many as they like.
    pub owners: Vec<(Role, Option<i32>)>,
    /// The kinds that it takes as members.
    pub members: Vec<GroupType>,
}

/// All kinds of group.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn list_types(app: &App) -> Result<Vec<GroupTypeRow>, Error> {
    list_group_types(&*app.database.reader().await?).await
}

const LIST_GROUP_TYPES: &str = "select group_types.name, group_types.description,
        array_agg(roles.name order by roles.rank) as roles, array_agg(group_type_owners.most order by roles.rank) as most,
        array(select member_type from group_type_members join group_types members on members.name = member_type
            where group_type_members.group_type = group_types.name order by members.position) as members
    from group_types
        join group_type_owners on group_type_owners.group_type = group_types.name
        join roles on roles.name = group_type_owners.role
    group by group_types.name
    order by group_types.position";

async fn list_group_types(client: &impl GenericClient) -> Result<Vec<GroupTypeRow>, Error> {
    let statement = client.prepare_cached(LIST_GROUP_TYPES).await?;
    client
        .query(&statement, &[])
        .await?
        .iter()
        .map(GroupTypeRow::try_from)
        .collect()
}

const FIND_MOST: &str = "select most from group_type_owners where group_type = $1 and role = $2";

/// How many groups of this kind a person with this role may own: `None` if none at all, `Some(None)` if as many as they like.
pub(super) async fn find_most(
    client: &impl GenericClient,
    kind: GroupType,
    role: Role,
) -> Result<Option<Option<i32>>, Error> {
    let statement = client.prepare_cached(FIND_MOST).await?;
    let row = client
        .query_opt(&statement, &[&kind.name(), &role.name()])
        .await?;
    Ok(row.map(|row| row.try_get("most")).transpose()?)
}

impl TryFrom<&Row> for GroupTypeRow {
    type Error = Error;

    fn try_from(row: &Row) -> Result<Self, Error> {
        let roles: Vec<&str> = row.try_get("roles")?;
        let most: Vec<Option<i32>> = row.try_get("most")?;
        let members: Vec<&str> = row.try_get("members")?;
        let owners = roles
            .into_iter()
            .zip(most)
            .map(|(role, most)| Ok((role.parse()?, most)))
            .collect::<Result<_, Error>>()?;
        Ok(Self {
            kind: row.try_get::<_, &str>("name")?.parse()?,
            description: row.try_get("description")?,
            owners,
            members: members
                .into_iter()
                .map(str::parse)
                .collect::<Result<_, _>>()?,
        })
    }
}
