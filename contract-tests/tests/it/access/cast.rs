//! Who calls, and whom they call about.

use contract_tests::spec::Operation;

/// From the least to the most powerful.
pub(super) const ROLES: [&str; 6] = [
    "listener",
    "artist",
    "label",
    "tenant_admin",
    "admin",
    "super_admin",
];

/// A letter for each role, to head the columns with.
const LETTERS: [char; 6] = ['L', 'A', 'B', 'T', 'D', 'S'];

/// Who calls: a column of the table. Everybody is of the default tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Who {
    /// Nobody who said who they are.
    Anonymous,
    /// An application for itself.
    Client,
    /// A person, by the places of their role and of the one that their token acts with.
    Person {
        role: usize,
        acting: usize,
        reads_only: bool,
    },
}

impl Who {
    /// Everybody who calls: people of each role with a token that has no role's scope, each lesser role's, and `read` alone.
    pub(super) fn all() -> Vec<Self> {
        let people = (0..ROLES.len()).flat_map(|role| {
            let person = move |acting, reads_only| Self::Person {
                role,
                acting,
                reads_only,
            };
            let changing = (0..=role).rev().map(move |acting| person(acting, false));
            changing.chain([person(role, true)])
        });
        [Self::Anonymous, Self::Client]
            .into_iter()
            .chain(people)
            .collect()
    }

    /// The scope of their token.
    pub(super) fn scope(self) -> String {
        match self {
            Self::Person {
                reads_only: true, ..
            } => "openid read".to_owned(),
            Self::Person { role, acting, .. } if acting < role => {
                format!("openid read_write {}", ROLES[acting])
            }
            _ => "openid read_write".to_owned(),
        }
    }

    /// What their column is headed with, below their role.
    pub(super) fn letter(self) -> char {
        match self {
            Self::Anonymous | Self::Client => ' ',
            Self::Person {
                reads_only: true, ..
            } => 'r',
            Self::Person { acting, .. } => LETTERS[acting],
        }
    }

    /// The columns that stand together, by what they are headed with.
    pub(super) fn group(self) -> &'static str {
        match self {
            Self::Anonymous => "nobody",
            Self::Client => "client",
            Self::Person { role, .. } => ROLES[role],
        }
    }

    /// Only people have an account to call about.
    pub(super) fn can_call_about(self, whom: Whom) -> bool {
        whom != Whom::Themselves || matches!(self, Self::Person { .. })
    }
}

/// Whom an operation is called about: a row of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Whom {
    /// Nobody in particular.
    Nobody,
    /// Who calls.
    Themselves,
    /// Somebody else, by the place of their role; of the caller's tenant, or elsewhere.
    Other { role: usize, elsewhere: bool },
    /// The caller's tenant.
    OwnTenant,
    /// A tenant to which nobody belongs.
    AnotherTenant,
}

const fn other(role: usize, elsewhere: bool) -> Whom {
    Whom::Other { role, elsewhere }
}

impl Whom {
    /// All whom there is to call this operation about.
    pub(super) fn of(operation: &Operation) -> &'static [Self] {
        /// Between listeners, artists and labels there is no difference for others; an artist stands for them.
        const PEOPLE: [Whom; 9] = [
            Whom::Themselves,
            other(1, false),
            other(1, true),
            other(3, false),
            other(3, true),
            other(4, false),
            other(4, true),
            other(5, false),
            other(5, true),
        ];
        if operation.path.contains("{user_") {
            &PEOPLE
        } else if operation.id == "deleteTenant" {
            &[Whom::AnotherTenant]
        } else if operation.path.contains("{tenant_id}") {
            &[Whom::OwnTenant, Whom::AnotherTenant]
        } else {
            &[Whom::Nobody]
        }
    }

    /// What the row is headed with.
    pub(super) fn title(self) -> String {
        let place = |elsewhere| if elsewhere { "elsewhere" } else { "here" };
        match self {
            Self::Nobody => String::new(),
            Self::Themselves => "themselves".to_owned(),
            Self::Other { role, elsewhere } => format!("{} {}", ROLES[role], place(elsewhere)),
            Self::OwnTenant => "their tenant".to_owned(),
            Self::AnotherTenant => "another tenant".to_owned(),
        }
    }
}
