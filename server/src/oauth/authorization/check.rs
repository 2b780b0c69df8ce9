//! The parameters of an authorization request, held against the client and the standards.

use chrono::Utc;
use uuid::Uuid;

use super::{AuthorizationRequest, ClientError, Prompt, Refused, query, to_person};
use crate::{
    app::App,
    clients::ClientRow,
    error::Error,
    oauth::{OAuthError, granted, id_tokens},
};

/// The characters of a SHA-256 in base64url.
const CHALLENGE_LENGTH: usize = 43;

/// The parameters of an authorization request, as they came.
#[derive(Debug, Default)]
pub struct Parameters {
    /// The client.
    pub client_id: Option<String>,
    /// `code`.
    pub response_type: Option<String>,
    /// Where to go back to.
    pub redirect_uri: Option<String>,
    /// What the tokens shall be limited to.
    pub scope: Option<String>,
    /// Comes back as it is.
    pub state: Option<String>,
    /// Comes back in the ID token.
    pub nonce: Option<String>,
    /// SHA-256 of the code verifier.
    pub code_challenge: Option<String>,
    /// `S256`.
    pub code_challenge_method: Option<String>,
    /// What the person has to be shown.
    pub prompt: Option<String>,
    /// Seconds since the person gave their password, at most.
    pub max_age: Option<String>,
    /// The e-mail address to begin with.
    pub login_hint: Option<String>,
    /// An ID token of who shall sign in.
    pub id_token_hint: Option<String>,
    /// `query`.
    pub response_mode: Option<String>,
    /// The key that the code shall be bound to.
    pub dpop_jkt: Option<String>,
    /// What a pushed request was answered with.
    pub request_uri: Option<String>,
    /// Not supported.
    pub request: Option<String>,
}

impl Parameters {
    /// As a query.
    pub fn query(&self) -> String {
        let Self {
            client_id,
            response_type,
            redirect_uri,
            scope,
            state,
            nonce,
            code_challenge,
            code_challenge_method,
            prompt,
            max_age,
            login_hint,
            id_token_hint,
            response_mode,
            dpop_jkt,
            request_uri,
            request,
        } = self;
        let all = [
            ("client_id", client_id),
            ("response_type", response_type),
            ("redirect_uri", redirect_uri),
            ("scope", scope),
            ("state", state),
            ("nonce", nonce),
            ("code_challenge", code_challenge),
            ("code_challenge_method", code_challenge_method),
            ("prompt", prompt),
            ("max_age", max_age),
            ("login_hint", login_hint),
            ("id_token_hint", id_token_hint),
            ("response_mode", response_mode),
            ("dpop_jkt", dpop_jkt),
            ("request_uri", request_uri),
            ("request", request),
        ];
        query(all)
    }
}

impl AuthorizationRequest {
    /// Refuses a request that came a while ago, if the client has taken its redirect URI back since.
    ///
    /// # Errors
    /// Invalid; the person is told.
    pub fn check_place(&self, client: &ClientRow) -> Result<(), Error> {
        if client.redirect_uris.contains(&self.redirect_uri) {
            Ok(())
        } else {
            Err(to_person("/query/redirect_uri", NOT_REGISTERED))
        }
    }

    /// Holds the parameters against the client and the standards.
    ///
    /// # Errors
    /// To the person, if the redirect URI is none of the client's; else to the client.
    pub fn check(app: &App, client: &ClientRow, parameters: Parameters) -> Result<Self, Refused> {
        let redirect_uri = redirect_uri(client, parameters.redirect_uri.as_deref())?;
        let state = parameters.state.clone();
        let given = parameters.redirect_uri.is_some();
        Self::check_rest(app, client, parameters, redirect_uri.clone(), given).map_err(|error| {
            match error {
                OAuthError::Refused(code, description) => {
                    Refused::ToClient(Box::new(ClientError {
                        redirect_uri,
                        state,
                        code,
                        description,
                    }))
                }
                OAuthError::Other(error) => Refused::ToPerson(error),
            }
        })
    }

    fn check_rest(
        app: &App,
        client: &ClientRow,
        parameters: Parameters,
        redirect_uri: String,
        redirect_uri_given: bool,
    ) -> Result<Self, OAuthError> {
        if parameters.request.is_some() {
            let detail = "Request objects are not supported. Push the request instead (RFC 9126).";
            return Err(OAuthError::new("request_not_supported", detail));
        }
        match parameters.response_type.as_deref() {
            Some("code") => {}
            None => return Err(invalid("response_type is required; it must be code.")),
            Some(_) => {
                let detail = "The response_type must be code.";
                return Err(OAuthError::new("unsupported_response_type", detail));
            }
        }
        if !client
            .grants
            .iter()
            .any(|grant| grant == "authorization_code")
        {
            let detail = "This client may not use the grant authorization_code.";
            return Err(OAuthError::new("unauthorized_client", detail));
        }
        if parameters.response_mode.is_some_and(|mode| mode != "query") {
            return Err(invalid("The response_mode must be query."));
        }
        Ok(Self {
            client_id: client.id.clone(),
            redirect_uri,
            redirect_uri_given,
            scopes: granted(&client.scopes, parameters.scope.as_deref())?,
            state: parameters.state,
            nonce: parameters.nonce,
            code_challenge: code_challenge(
                parameters.code_challenge,
                parameters.code_challenge_method.as_deref(),
            )?,
            prompt: prompts(parameters.prompt.as_deref().unwrap_or_default())?,
            max_age: parameters.max_age.as_deref().map(max_age).transpose()?,
            login_hint: parameters.login_hint,
            hinted_user_id: parameters
                .id_token_hint
                .map(|token| hinted_user_id(app, client, &token))
                .transpose()?,
            dpop_jkt: parameters.dpop_jkt,
            created_at: Utc::now(),
        })
    }
}

const NOT_REGISTERED: &str = "The application asked to send you to an address that it has not registered, so you were not sent there.";

/// Compared letter by letter (RFC 9700, section 2.1); it may be left out if there is only one.
fn redirect_uri(client: &ClientRow, asked: Option<&str>) -> Result<String, Refused> {
    let known = &client.redirect_uris;
    let found = match asked {
        Some(asked) => known.iter().find(|known| *known == asked),
        None => known.first().filter(|_| known.len() == 1),
    };
    found
        .cloned()
        .ok_or_else(|| Refused::ToPerson(to_person("/query/redirect_uri", NOT_REGISTERED)))
}

fn code_challenge(challenge: Option<String>, method: Option<&str>) -> Result<String, OAuthError> {
    let challenge = challenge.ok_or_else(|| {
        invalid(
            "code_challenge is required: SHA-256 of the code verifier, in base64url (RFC 7636).",
        )
    })?;
    if method != Some("S256") {
        return Err(invalid("The code_challenge_method must be S256."));
    }
    let is_base64url = |letter: u8| letter.is_ascii_alphanumeric() || b"-_".contains(&letter);
    if challenge.len() != CHALLENGE_LENGTH || !challenge.bytes().all(is_base64url) {
        return Err(invalid(
            "The code_challenge must be 43 characters of base64url.",
        ));
    }
    Ok(challenge)
}

fn prompts(text: &str) -> Result<Vec<Prompt>, OAuthError> {
    let words = text.split(' ').filter(|word| !word.is_empty());
    let prompts: Vec<Prompt> = words
        .map(|word| match word {
            "none" => Ok(Prompt::None),
            "login" => Ok(Prompt::Login),
            "consent" => Ok(Prompt::Consent),
            "select_account" => Ok(Prompt::SelectAccount),
            _ => Err(invalid(
                "The prompt must be any of login, consent and select_account, or none.",
            )),
        })
        .collect::<Result<_, _>>()?;
    if prompts.contains(&Prompt::None) && prompts.len() > 1 {
        return Err(invalid("The prompt none stands alone."));
    }
    Ok(prompts)
}

fn max_age(text: &str) -> Result<i64, OAuthError> {
    let seconds = text.parse().ok().filter(|seconds| *seconds >= 0);
    seconds.ok_or_else(|| invalid("The max_age must be a number of seconds."))
}

/// Whom an ID token of this client names.
fn hinted_user_id(app: &App, client: &ClientRow, token: &str) -> Result<Uuid, OAuthError> {
    let hint = id_tokens::read_hint(&app.config.public_url, &app.keys.now(), token);
    let hint = hint.filter(|hint| hint.client_id == client.id);
    hint.map(|hint| hint.user_id).ok_or_else(|| {
        invalid("The id_token_hint is no ID token that this client was given lately. Leave it out.")
    })
}

fn invalid(detail: &str) -> OAuthError {
    OAuthError::new("invalid_request", detail)
}
