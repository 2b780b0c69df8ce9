//! What the endpoints answer, in the shapes of their standards.

use chrono::DateTime;
use serde_json::Value;
use user_api_generated::{
    IntrospectTokenResponse, IssueTokenResponse, PushAuthorizationRequestResponse,
    RevokeTokenResponse, models,
};

use super::{
    OAuthError,
    access_tokens::LIFETIME,
    dpop,
    introspection::Introspected,
    keys::ALGORITHMS,
    pushed,
    token::{GRANTS, Issued},
};
use crate::{app::App, error::Error, policy::Caller, users::UserRow};

const NO_STORE: &str = "no-store";
const CHALLENGE: &str = "Basic realm=\"clients\", charset=\"UTF-8\"";

/// A token (RFC 6749, section 5.1).
pub fn token(issued: Issued) -> IssueTokenResponse {
    let token_type = if issued.is_bound {
        models::TokenTokenType::DpoP
    } else {
        models::TokenTokenType::Bearer
    };
    IssueTokenResponse::Ok {
        body: models::Token {
            access_token: issued.access_token,
            token_type,
            expires_in: i32::try_from(LIFETIME.num_seconds()).unwrap_or(i32::MAX),
            refresh_token: issued.refresh_token,
            id_token: issued.id_token,
            scope: issued.scope,
        },
        cache_control: NO_STORE.to_owned(),
    }
}

/// What stands for a pushed request (RFC 9126, section 2.2).
pub fn pushed(request_uri: String) -> PushAuthorizationRequestResponse {
    PushAuthorizationRequestResponse::Created {
        body: models::PushedAuthorization {
            request_uri,
            expires_in: i32::try_from(pushed::LIFETIME.num_seconds()).unwrap_or(i32::MAX),
        },
        cache_control: NO_STORE.to_owned(),
    }
}

/// What there is to know about a token (RFC 7662, section 2.2).
pub fn introspection(found: Introspected, issuer: &str) -> IntrospectTokenResponse {
    let mut body = models::Introspection::new(!matches!(found, Introspected::Inactive));
    match found {
        Introspected::Inactive => {}
        Introspected::Access(token, user) => {
            body.scope = Some(token.scopes.clone());
            body.client_id = Some(token.client_id.clone());
            body.username = user.map(|user| user.username);
            body.exp = Some(token.expires_at);
            body.iat = Some(token.issued_at);
            body.aud = Some(issuer.to_owned());
            body.iss = Some(issuer.to_owned());
            body.jti = Some(token.jti.to_string());
            body.token_type = Some(match token.dpop_jkt {
                Some(_) => models::IntrospectionTokenType::DpoP,
                None => models::IntrospectionTokenType::Bearer,
            });
            body.cnf = token.dpop_jkt.clone().map(models::Confirmation::new);
            match &token.caller {
                Caller::User(user) => {
                    body.sub = Some(user.user_id.to_string());
                    body.sid = Some(user.session_id.to_string());
                    body.role = Some(user.role.name().to_owned());
                }
                Caller::Client(id) => body.sub = Some(id.clone()),
                Caller::Anonymous => {}
            }
        }
        Introspected::Refresh(session, expires_at) => {
            body.scope = Some(session.scopes.join(" "));
            body.client_id = session.client_id;
            body.exp = Some(expires_at.timestamp());
            body.iss = Some(issuer.to_owned());
            body.sub = Some(session.user_id.to_string());
            body.sid = Some(session.id.to_string());
            body.cnf = session.dpop_jkt.map(models::Confirmation::new);
        }
    }
    IntrospectTokenResponse::Ok {
        body,
        cache_control: NO_STORE.to_owned(),
    }
}

/// Claims about the person, as far as the scopes go (OpenID Connect Core, section 5.4).
pub fn user_info(user: UserRow, scopes: &str) -> models::UserInfo {
    let mut body = models::UserInfo::new(user.id.to_string());
    let has = |wanted: &str| scopes.split(' ').any(|scope| scope == wanted);
    if has("profile") {
        body.name = user.details.full_name;
        body.given_name = user.details.first_name;
        body.family_name = user.details.last_name;
        body.country = user.details.country;
        body.updated_at = Some(DateTime::timestamp(&user.updated_at));
    }
    if has("email") {
        body.email_verified = Some(user.email_confirmed_at.is_some());
        body.email = Some(user.username);
    }
    body
}

/// What this server can do, where, and how (RFC 8414; OpenID Connect Discovery 1.0, section 3).
pub fn metadata(app: &App) -> models::AuthorizationServer {
    let issuer = &app.config.public_url;
    let at = |path: &str| Some(format!("{issuer}{path}"));
    let list = |words: &[&str]| {
        words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>()
    };
    let with_secret = list(&["client_secret_basic", "client_secret_post"]);
    let with_or_without = list(&["client_secret_basic", "client_secret_post", "none"]);
    models::AuthorizationServer {
        issuer: issuer.clone(),
        authorization_endpoint: format!("{issuer}/oauth/authorize"),
        pushed_authorization_request_endpoint: at("/oauth/par"),
        token_endpoint: format!("{issuer}/oauth/token"),
        introspection_endpoint: at("/oauth/introspect"),
        revocation_endpoint: at("/oauth/revoke"),
        userinfo_endpoint: at("/oauth/userinfo"),
        end_session_endpoint: at("/logout"),
        jwks_uri: format!("{issuer}/oauth/jwks"),
        service_documentation: at("/docs"),
        scopes_supported: app.scopes.iter().map(|scope| scope.name.clone()).collect(),
        response_types_supported: list(&["code"]),
        response_modes_supported: Some(list(&["query"])),
        grant_types_supported: list(&GRANTS),
        token_endpoint_auth_methods_supported: Some(with_or_without.clone()),
        introspection_endpoint_auth_methods_supported: Some(with_secret),
        revocation_endpoint_auth_methods_supported: Some(with_or_without),
        subject_types_supported: list(&["public"]),
        id_token_signing_alg_values_supported: ALGORITHMS
            .iter()
            .map(|algorithm| format!("{algorithm:?}"))
            .collect(),
        claims_supported: Some(list(&[
            "iss",
            "sub",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "sid",
            "name",
            "given_name",
            "family_name",
            "country",
            "updated_at",
            "email",
            "email_verified",
        ])),
        code_challenge_methods_supported: list(&["S256"]),
        prompt_values_supported: Some(list(&["none", "login", "consent", "select_account"])),
        dpop_signing_alg_values_supported: Some(list(&dpop::ALGORITHMS)),
        authorization_response_iss_parameter_supported: Some(true),
        request_parameter_supported: Some(false),
        request_uri_parameter_supported: Some(true),
        require_pushed_authorization_requests: Some(false),
    }
}

/// The public keys (RFC 7517).
///
/// # Errors
/// Internal, if a key in the database is none.
pub fn jwks(app: &App) -> Result<models::Jwks, Error> {
    let keys = app.keys.now();
    let public = keys
        .public()
        .map(|jwk: &Value| serde_json::from_value(jwk.clone()).map_err(Error::internal));
    Ok(models::Jwks {
        keys: public.collect::<Result<_, _>>()?,
    })
}

/// An operation's response that can carry an error of RFC 6749, section 5.2.
pub trait RefuseOAuth: Sized {
    /// 400.
    fn invalid(body: models::OAuthError) -> Self;
    /// 401, with how to authenticate.
    fn unauthenticated(body: models::OAuthError, www_authenticate: String) -> Self;
}

macro_rules! refuse_oauth {
    ($($response:ident),*) => {
        $(impl RefuseOAuth for $response {
            fn invalid(body: models::OAuthError) -> Self {
                Self::Invalid(body)
            }

            fn unauthenticated(body: models::OAuthError, www_authenticate: String) -> Self {
                Self::Unauthenticated { body, www_authenticate }
            }
        })*
    };
}

refuse_oauth!(
    IssueTokenResponse,
    PushAuthorizationRequestResponse,
    IntrospectTokenResponse,
    RevokeTokenResponse
);

/// A refusal as a response.
///
/// # Errors
/// What is no error of that standard.
pub fn refusal<R: RefuseOAuth>(error: OAuthError) -> Result<R, Error> {
    match error {
        OAuthError::Other(error) => Err(error),
        OAuthError::Refused(code, error_description) => {
            let body = models::OAuthError {
                error: code.parse().map_err(Error::internal)?,
                error_description,
            };
            Ok(match body.error {
                models::OAuthErrorError::InvalidClient => {
                    R::unauthenticated(body, CHALLENGE.to_owned())
                }
                _ => R::invalid(body),
            })
        }
    }
}
