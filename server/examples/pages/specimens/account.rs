//! The pages of somebody who has an account, and those at the end of the way.

use super::{
    ADA, LONG_ADDRESS, PLATFORM, Specimen, check_mail, hidden,
    pages::{
        AccountRestored, Back, ChangeAddress, ErrorPage, Errors, ForgotPassword, Mail,
        PasswordChanged, ResetPassword, RestoreAccount, SignOut, SignedIn, SignedOut,
    },
};

pub(super) fn account() -> Vec<Specimen> {
    let signed_in = SignedIn {
        platform_name: PLATFORM,
        username: ADA.into(),
        email_confirmed: true,
        hidden: hidden(),
    };
    let forgot = ForgotPassword {
        platform_name: PLATFORM,
        username: String::new(),
        error: None,
        hidden: hidden(),
    };
    let reset = ResetPassword {
        platform_name: PLATFORM,
        username: Some(ADA.into()),
        error: None,
        hidden: hidden(),
    };
    let change = ChangeAddress {
        platform_name: PLATFORM,
        username: ADA.into(),
        new_username: String::new(),
        errors: Errors::default(),
        hidden: hidden(),
    };
    vec![
        ("signed-in", Box::new(signed_in.clone())),
        (
            "signed-in-unconfirmed",
            Box::new(SignedIn {
                username: LONG_ADDRESS.into(),
                email_confirmed: false,
                ..signed_in
            }),
        ),
        ("forgot-password", Box::new(forgot.clone())),
        (
            "forgot-password-wrong",
            Box::new(ForgotPassword {
                username: "ada".into(),
                error: Some("Write the whole address, such as ada@example.org.".into()),
                ..forgot
            }),
        ),
        ("check-mail-reset", check_mail(Mail::Reset)),
        ("reset-password", Box::new(reset.clone())),
        (
            "reset-password-wrong",
            Box::new(ResetPassword {
                username: None,
                error: Some("Add another word or two. Uncommon words are better.".into()),
                ..reset
            }),
        ),
        (
            "password-changed",
            Box::new(PasswordChanged {
                platform_name: PLATFORM,
            }),
        ),
        ("change-address", Box::new(change.clone())),
        (
            "change-address-wrong",
            Box::new(ChangeAddress {
                new_username: "ada@example.net".into(),
                errors: Errors(vec![("password".into(), "The password is wrong.".into())]),
                ..change.clone()
            }),
        ),
        (
            "change-address-too-often",
            Box::new(ChangeAddress {
                errors: Errors(vec![(
                    String::new(),
                    "That was tried too often. Wait ten minutes.".into(),
                )]),
                ..change
            }),
        ),
        ("check-mail-change", check_mail(Mail::Change)),
    ]
}

pub(super) fn ends() -> Vec<Specimen> {
    let sign_out = SignOut {
        platform_name: PLATFORM,
        client_name: None,
        username: ADA.into(),
        hidden: hidden(),
    };
    let back = Back {
        client_name: "Resonance Player".into(),
        url: "https://player.example.com/".into(),
    };
    let error = ErrorPage {
        platform_name: PLATFORM,
        title: "This link no longer works".into(),
        detail: "It has been used already, or is too old. Ask for a new one.".into(),
        request_id: "019aaf3e-8b52-7c61-9d0e-2f4b6a8c1d37".into(),
        status: 410,
        retry_after: None,
        back: None,
    };
    vec![
        (
            "restore-account",
            Box::new(RestoreAccount {
                platform_name: PLATFORM,
                address: LONG_ADDRESS.into(),
                hidden: hidden(),
            }),
        ),
        (
            "account-restored",
            Box::new(AccountRestored {
                platform_name: PLATFORM,
                address: LONG_ADDRESS.into(),
            }),
        ),
        ("sign-out", Box::new(sign_out.clone())),
        (
            "sign-out-client",
            Box::new(SignOut {
                client_name: Some("Resonance Player".into()),
                ..sign_out
            }),
        ),
        (
            "signed-out",
            Box::new(SignedOut {
                platform_name: PLATFORM,
                back: None,
            }),
        ),
        (
            "signed-out-back",
            Box::new(SignedOut {
                platform_name: PLATFORM,
                back: Some(back),
            }),
        ),
        ("error", Box::new(error.clone())),
        (
            "error-busy",
            Box::new(ErrorPage {
                title: "Too many tries".into(),
                detail: "Somebody has tried to sign in very often from where you are.".into(),
                status: 429,
                retry_after: Some(600),
                back: Some("/login".into()),
                ..error
            }),
        ),
    ]
}
