//! The pages that a person sees: a struct for each, rendered by the template of its name. No use case, cookie or rule
//! lives here; who makes a page fills in its fields and sends what [`Page::render`] answers, under [`assets::policy`].
//!
//! All texts are plain, and escaped where they are shown. There is no script: every form works as HTML alone.

pub mod assets;
pub mod form;
pub mod paths;
mod restoration;
#[cfg(test)]
mod tests;

use askama::Template;

use crate::error::Error;
pub use form::{Choice, Errors, Hidden};
pub use restoration::{AccountRestored, RestoreAccount};

/// A whole page.
pub trait Page {
    /// The page as HTML, in UTF-8.
    ///
    /// # Errors
    /// Internal, if it cannot be put together.
    fn render(&self) -> Result<String, Error>;
}

impl<T: Template> Page for T {
    fn render(&self) -> Result<String, Error> {
        Template::render(self).map_err(Error::internal)
    }
}

/// Asks for address and password. Form: `username`, `password`, to [`paths::SIGN_IN`].
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/sign_in.html")]
pub struct SignIn<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// The application that one goes on to.
    pub client_name: Option<String>,
    /// What was typed before, or is known otherwise.
    pub username: String,
    /// Why it did not work.
    pub error: Option<String>,
    /// What the form carries along; its `request` goes into the links too.
    pub hidden: Hidden,
}

/// Asks whether an application may act for the person. Form: `decision`, one of `allow`, `deny` and `switch` (to use
/// another account), to [`paths::CONSENT`].
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/consent.html")]
pub struct Consent<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// The application that asks.
    pub client_name: String,
    /// Where the person is sent then: the redirect URI's host, which unlike the name cannot be made up.
    pub client_host: String,
    /// Who is signed in.
    pub username: String,
    /// What the application may do then; `value` is the scope, `description` says it in a sentence.
    pub scopes: Vec<Choice>,
    /// What the form carries along.
    pub hidden: Hidden,
}

/// Makes an account. Form: `username`, `first_name` (may be empty), `role`, `password`, to [`paths::SIGN_UP`].
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/sign_up.html")]
pub struct SignUp<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// The application that one goes on to.
    pub client_name: Option<String>,
    /// The address as typed before.
    pub username: String,
    /// The first name as typed before.
    pub first_name: String,
    /// The role as chosen before, or to begin with.
    pub role: String,
    /// The roles that one may choose.
    pub roles: Vec<Choice>,
    /// What was wrong, by field.
    pub errors: Errors,
    /// What the form carries along; its `request` goes into the link too.
    pub hidden: Hidden,
}

/// What somebody sees who is signed in already and wants nothing in particular.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/signed_in.html")]
pub struct SignedIn<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// Who is signed in.
    pub username: String,
    /// Whether they have proved that the address is theirs.
    pub email_confirmed: bool,
    /// What the form that signs out carries along.
    pub hidden: Hidden,
}

/// Why an address is to be confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Confirmation {
    /// It is the one of a new account.
    SignUp,
    /// It shall take the place of another.
    Change,
}

/// Asks for a click, since programs that look through mail follow links too. A form to [`paths::CONFIRM_EMAIL`].
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/confirm_email.html")]
pub struct ConfirmEmail<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// The address in question.
    pub address: String,
    /// What it is for.
    pub kind: Confirmation,
    /// What the form carries along: the `token` of the mail.
    pub hidden: Hidden,
}

/// The address is confirmed.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/confirmed.html")]
pub struct Confirmed<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// The address.
    pub address: String,
    /// What it was for.
    pub kind: Confirmation,
}

/// Asks where to send the link that sets a new password. Form: `username`, to [`paths::FORGOT_PASSWORD`].
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/forgot_password.html")]
pub struct ForgotPassword<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// What was typed before, or is known otherwise.
    pub username: String,
    /// What is wrong with the address as such; never whether it has an account.
    pub error: Option<String>,
    /// What the form carries along; its `request` goes into the link too.
    pub hidden: Hidden,
}

/// Which mail to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mail {
    /// The one that confirms an address that shall take the place of another.
    Change,
    /// The one that sets a new password, if there is an account.
    Reset,
}

/// Sends the person to their mail. For [`Mail::Reset`] it says the same whether or not there is an account.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/check_mail.html")]
pub struct CheckMail<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// Which mail.
    pub mail: Mail,
    /// Where it went.
    pub address: String,
    /// Its `request` goes into the link.
    pub hidden: Hidden,
}

/// Asks for a new password, once. Form: `password`, to [`paths::RESET_PASSWORD`].
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/reset_password.html")]
pub struct ResetPassword<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// Whose password it is, if that is known; password managers file it under this.
    pub username: Option<String>,
    /// What is wrong with the password.
    pub error: Option<String>,
    /// What the form carries along: the `token` of the mail.
    pub hidden: Hidden,
}

/// The password is changed.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/password_changed.html")]
pub struct PasswordChanged<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
}

/// Asks for another address. Form: `username`, `password`, to [`paths::CHANGE_ADDRESS`]. The answer is [`CheckMail`].
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/change_address.html")]
pub struct ChangeAddress<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// The address now.
    pub username: String,
    /// The new one as typed before.
    pub new_username: String,
    /// What was wrong, by field.
    pub errors: Errors,
    /// What the form carries along.
    pub hidden: Hidden,
}

/// Asks whether to sign out. A form to [`paths::SIGN_OUT`].
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/sign_out.html")]
pub struct SignOut<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// The application that asks for it.
    pub client_name: Option<String>,
    /// Who is signed in.
    pub username: String,
    /// What the form carries along.
    pub hidden: Hidden,
}

/// Where one can go on to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Back {
    /// The application.
    pub client_name: String,
    /// An address that the application has registered; never one as a stranger sent it.
    pub url: String,
}

/// Nobody is signed in any more.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/signed_out.html")]
pub struct SignedOut<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// Back to the application.
    pub back: Option<Back>,
}

/// Something went wrong that no form can show.
#[derive(Debug, Clone, Template)]
#[template(path = "pages/templates/error.html")]
pub struct ErrorPage<'a> {
    /// What the platform calls itself.
    pub platform_name: &'a str,
    /// What happened, in a few words.
    pub title: String,
    /// What to do about it.
    pub detail: String,
    /// What the log knows this request by.
    pub request_id: String,
    /// The answer's status.
    pub status: u16,
    /// When to try again, in seconds.
    pub retry_after: Option<u32>,
    /// An address of our own, or one that the application has registered; never one as a stranger sent it.
    pub back: Option<String>,
}

impl ErrorPage<'_> {
    /// The wait in words: seconds up to a minute and a half, then whole minutes, rounded up.
    fn wait(&self) -> Option<String> {
        Some(match self.retry_after? {
            0 | 1 => "in a second".to_owned(),
            seconds @ 2..=90 => format!("in {seconds} seconds"),
            seconds => format!("in {} minutes", seconds.div_ceil(60)),
        })
    }
}
