//! Every page in every state, with what people and applications are called at best and at worst.

mod account;

use super::pages::{
    self, CheckMail, Choice, ConfirmEmail, Confirmation, Confirmed, Consent, Errors, Hidden, Mail,
    Page, SignIn, SignUp,
};

type Specimen = (&'static str, Box<dyn Page>);

const PLATFORM: &str = "Resonance Co-op";
const ADA: &str = "ada@example.org";
/// What breaks a page that escapes or wraps badly.
const NASTY: &str =
    r#"</title><script>alert("1 & 2")</script> O'Neill's unbreakablylongnameofanapplication"#;
const LONG_ADDRESS: &str =
    "a.very.long.address.without.any.place.to.break.it.in.two@mail.subdomain.of.a.long.example.org";

/// Each page with a name.
pub(crate) fn pages() -> Vec<Specimen> {
    let mut pages = signing_in();
    pages.extend(signing_up());
    pages.extend(account::account());
    pages.extend(account::ends());
    pages
}

fn signing_in() -> Vec<Specimen> {
    let sign_in = SignIn {
        platform_name: PLATFORM,
        client_name: Some("Resonance Player".into()),
        username: String::new(),
        error: None,
        hidden: hidden(),
    };
    let consent = Consent {
        platform_name: PLATFORM,
        client_name: "Setlist Studio".into(),
        client_host: "studio.example.com".into(),
        username: ADA.into(),
        scopes: scopes(),
        hidden: hidden(),
    };
    vec![
        ("sign-in", Box::new(sign_in.clone())),
        (
            "sign-in-wrong",
            Box::new(SignIn {
                username: ADA.into(),
                error: Some("The address or the password is wrong.".into()),
                ..sign_in.clone()
            }),
        ),
        (
            "sign-in-nasty",
            Box::new(SignIn {
                client_name: Some(NASTY.into()),
                username: LONG_ADDRESS.into(),
                ..sign_in
            }),
        ),
        ("consent", Box::new(consent.clone())),
        (
            "consent-nasty",
            Box::new(Consent {
                client_name: NASTY.into(),
                client_host: "a-very-long-host-name.under-another-long-name.example.com".into(),
                username: LONG_ADDRESS.into(),
                ..consent
            }),
        ),
    ]
}

fn signing_up() -> Vec<Specimen> {
    let sign_up = SignUp {
        platform_name: PLATFORM,
        client_name: Some("Resonance Player".into()),
        username: String::new(),
        first_name: String::new(),
        role: "listener".into(),
        roles: roles(),
        errors: Errors::default(),
        hidden: hidden(),
    };
    let confirm = |kind| ConfirmEmail {
        platform_name: PLATFORM,
        address: ADA.into(),
        kind,
        hidden: hidden(),
    };
    let confirmed = |kind| Confirmed {
        platform_name: PLATFORM,
        address: ADA.into(),
        kind,
    };
    vec![
        ("sign-up", Box::new(sign_up.clone())),
        (
            "sign-up-wrong",
            Box::new(SignUp {
                username: ADA.into(),
                first_name: "Ada".into(),
                role: "artist".into(),
                errors: Errors(vec![
                    ("username".into(), "Somebody has this address already. Sign in, or set a new password.".into()),
                    ("first_name".into(), "A first name has no line breaks.".into()),
                    ("role".into(), "Choose one of these.".into()),
                    ("password".into(), "This is like a password that many people use. Add another word or two; uncommon words are better.".into()),
                ]),
                ..sign_up.clone()
            }),
        ),
        (
            "sign-up-weak",
            Box::new(SignUp {
                username: ADA.into(),
                errors: Errors(vec![("password".into(), "Add another word or two. Uncommon words are better.".into())]),
                ..sign_up
            }),
        ),
        ("confirm-email", Box::new(confirm(Confirmation::SignUp))),
        ("confirm-email-change", Box::new(confirm(Confirmation::Change))),
        ("confirmed", Box::new(confirmed(Confirmation::SignUp))),
        ("confirmed-change", Box::new(confirmed(Confirmation::Change))),
    ]
}

fn check_mail(mail: Mail) -> Box<dyn Page> {
    Box::new(CheckMail {
        platform_name: PLATFORM,
        mail,
        address: ADA.into(),
        hidden: hidden(),
    })
}

fn hidden() -> Hidden {
    Hidden(vec![
        ("csrf", "c5Kf-example".into()),
        ("request", "r7/+=& \"'".into()),
    ])
}

fn roles() -> Vec<Choice> {
    vec![
        choice(
            "listener",
            "Listener",
            "Hear music, follow artists, and own a part of the co-op.",
        ),
        choice(
            "artist",
            "Artist",
            "Publish under one or several names, and play in bands.",
        ),
        choice(
            "label",
            "Label",
            "Look after the artists that you work with.",
        ),
    ]
}

fn scopes() -> Vec<Choice> {
    vec![
        choice(
            "profile",
            "Your profile",
            "See your name and your personas.",
        ),
        choice(
            "email",
            "Your e-mail address",
            "See your address, and whether it is confirmed.",
        ),
        choice(
            "read_write",
            "Your account",
            "Read and change what is yours.",
        ),
    ]
}

fn choice(value: &str, name: &str, description: &str) -> Choice {
    Choice {
        value: value.into(),
        name: name.into(),
        description: description.into(),
    }
}
