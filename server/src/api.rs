//! The generated trait, implemented: for each operation, view in, call, view out. No SQL and no rules here.

use async_trait::async_trait;
use swagger::ApiError;
use user_api_generated::{
    refusals::{Refusal, Refuse},
    *,
};
use uuid::Uuid;

use crate::{
    app::App,
    clients,
    db::page::PageRequest,
    error::Error,
    etag, oauth, roles, scopes, service,
    spec::layer::Context,
    tenants, user_groups,
    users::{self, Filter},
};

/// The implementation of the trait.
#[derive(Clone, Copy)]
pub struct Server(pub &'static App);

#[async_trait]
impl Api<Context> for Server {
    // users

    async fn list_users(
        &self,
        role: Option<models::Role>,
        username: Option<String>,
        tenant_id: Option<Uuid>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListUsersResponse, ApiError> {
        let filter = Filter {
            role: role.map(Into::into),
            username,
            tenant_id,
            below: None,
        };
        let page = users::list(
            self.0,
            &context.caller,
            filter,
            &page_request(context, limit, cursor),
        )
        .await;
        self.respond(
            context,
            page.map(|page| ListUsersResponse::Ok(users::view::page(page))),
        )
    }

    async fn sign_up(
        &self,
        body: models::UserCreate,
        context: &Context,
    ) -> Result<SignUpResponse, ApiError> {
        let user = users::sign_up(self.0, body.into()).await;
        self.respond(
            context,
            user.map(|user| SignUpResponse::Created {
                location: format!("/v1/users/{}", user.id),
                e_tag: etag::of(user.version),
                body: users::view::account(user),
            }),
        )
    }

    async fn get_me(
        &self,
        if_none_match: Option<String>,
        context: &Context,
    ) -> Result<GetMeResponse, ApiError> {
        let user = users::get_own(self.0, &context.caller).await;
        self.respond(
            context,
            user.map(|user| {
                etag::answer(
                    etag::of(user.version),
                    if_none_match.as_deref(),
                    |e_tag| GetMeResponse::NotModified { e_tag },
                    |e_tag| GetMeResponse::Ok {
                        body: users::view::account(user),
                        e_tag,
                    },
                )
            }),
        )
    }

    async fn get_user(
        &self,
        user_id: Uuid,
        if_none_match: Option<String>,
        context: &Context,
    ) -> Result<GetUserResponse, ApiError> {
        let found = users::get_profile(self.0, &context.caller, user_id).await;
        self.respond(
            context,
            found.and_then(|(user, audience)| {
                let e_tag = etag::of_view(user.version, audience);
                etag::answer(
                    e_tag,
                    if_none_match.as_deref(),
                    |e_tag| Ok(GetUserResponse::NotModified { e_tag }),
                    |e_tag| {
                        let body = users::view::profile(user, audience, &self.0.contract.privacy)?;
                        Ok(GetUserResponse::Ok { body, e_tag })
                    },
                )
            }),
        )
    }

    async fn get_account(
        &self,
        user_id: Uuid,
        if_none_match: Option<String>,
        context: &Context,
    ) -> Result<GetAccountResponse, ApiError> {
        let user =
            users::get_account(self.0, &context.caller, &context.operation.rule, user_id).await;
        self.respond(
            context,
            user.map(|user| {
                etag::answer(
                    etag::of(user.version),
                    if_none_match.as_deref(),
                    |e_tag| GetAccountResponse::NotModified { e_tag },
                    |e_tag| GetAccountResponse::Ok {
                        body: users::view::account(user),
                        e_tag,
                    },
                )
            }),
        )
    }

    async fn update_user(
        &self,
        user_id: Uuid,
        patch: models::UserUpdate,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<UpdateUserResponse, ApiError> {
        let change = |details: &mut users::Details| users::view::apply(patch, details);
        let user = users::update(
            self.0,
            &context.caller,
            &context.operation.rule,
            user_id,
            if_match.as_deref(),
            change,
        )
        .await;
        self.respond(
            context,
            user.map(|user| UpdateUserResponse::Ok {
                e_tag: etag::of(user.version),
                body: users::view::account(user),
            }),
        )
    }

    async fn delete_user(
        &self,
        user_id: Uuid,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<DeleteUserResponse, ApiError> {
        let deleted = users::delete(
            self.0,
            &context.caller,
            &context.operation.rule,
            user_id,
            if_match.as_deref(),
        )
        .await;
        self.respond(context, deleted.map(|()| DeleteUserResponse::Deleted))
    }

    // user-groups

    async fn create_user_group(
        &self,
        user_id: Uuid,
        body: models::UserGroupCreate,
        context: &Context,
    ) -> Result<CreateUserGroupResponse, ApiError> {
        let group = user_groups::create(
            self.0,
            &context.caller,
            &context.operation.rule,
            user_id,
            body.into(),
        )
        .await;
        self.respond(
            context,
            group.and_then(|group| {
                Ok(CreateUserGroupResponse::Created {
                    location: format!("/v1/user-groups/{}", group.id),
                    e_tag: etag::of_view(
                        group.version,
                        user_groups::view::audience(&group, &context.caller),
                    ),
                    body: user_groups::view::group(
                        group,
                        &context.caller,
                        &self.0.contract.privacy,
                    )?,
                })
            }),
        )
    }

    async fn list_user_groups_of_user(
        &self,
        user_id: Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListUserGroupsOfUserResponse, ApiError> {
        let page = user_groups::list_of_user(
            self.0,
            &context.caller,
            &context.operation.rule,
            user_id,
            &page_request(context, limit, cursor),
        )
        .await;
        let view = page.and_then(|page| {
            user_groups::view::page(page, &context.caller, &self.0.contract.privacy)
        });
        self.respond(context, view.map(ListUserGroupsOfUserResponse::Ok))
    }

    async fn list_user_groups(
        &self,
        kind: Option<models::GroupTypeName>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListUserGroupsResponse, ApiError> {
        let page = user_groups::list(
            self.0,
            kind.map(Into::into),
            &page_request(context, limit, cursor),
        )
        .await;
        let view = page.and_then(|page| {
            user_groups::view::page(page, &context.caller, &self.0.contract.privacy)
        });
        self.respond(context, view.map(ListUserGroupsResponse::Ok))
    }

    async fn get_user_group(
        &self,
        user_group_id: Uuid,
        if_none_match: Option<String>,
        context: &Context,
    ) -> Result<GetUserGroupResponse, ApiError> {
        let group = user_groups::get(self.0, user_group_id).await;
        self.respond(
            context,
            group.and_then(|group| {
                let e_tag = etag::of_view(
                    group.version,
                    user_groups::view::audience(&group, &context.caller),
                );
                etag::answer(
                    e_tag,
                    if_none_match.as_deref(),
                    |e_tag| Ok(GetUserGroupResponse::NotModified { e_tag }),
                    |e_tag| {
                        let body = user_groups::view::group(
                            group,
                            &context.caller,
                            &self.0.contract.privacy,
                        )?;
                        Ok(GetUserGroupResponse::Ok { body, e_tag })
                    },
                )
            }),
        )
    }

    async fn update_user_group(
        &self,
        user_group_id: Uuid,
        patch: models::UserGroupUpdate,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<UpdateUserGroupResponse, ApiError> {
        let change = |profile: &mut user_groups::Profile| user_groups::view::apply(patch, profile);
        let group = user_groups::update(
            self.0,
            &context.caller,
            &context.operation.rule,
            user_group_id,
            if_match.as_deref(),
            change,
        )
        .await;
        self.respond(
            context,
            group.and_then(|group| {
                Ok(UpdateUserGroupResponse::Ok {
                    e_tag: etag::of_view(
                        group.version,
                        user_groups::view::audience(&group, &context.caller),
                    ),
                    body: user_groups::view::group(
                        group,
                        &context.caller,
                        &self.0.contract.privacy,
                    )?,
                })
            }),
        )
    }

    async fn delete_user_group(
        &self,
        user_group_id: Uuid,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<DeleteUserGroupResponse, ApiError> {
        let deleted = user_groups::delete(
            self.0,
            &context.caller,
            &context.operation.rule,
            user_group_id,
            if_match.as_deref(),
        )
        .await;
        self.respond(context, deleted.map(|()| DeleteUserGroupResponse::Deleted))
    }

    async fn list_group_types(
        &self,
        context: &Context,
    ) -> Result<ListGroupTypesResponse, ApiError> {
        let types = user_groups::list_types(self.0).await;
        self.respond(
            context,
            types.map(|types| ListGroupTypesResponse::Ok(user_groups::view::types(types))),
        )
    }

    // administration

    async fn list_roles(&self, context: &Context) -> Result<ListRolesResponse, ApiError> {
        let roles = roles::list(self.0).await;
        self.respond(
            context,
            roles.map(|roles| ListRolesResponse::Ok(roles::view::list(roles))),
        )
    }

    async fn list_scopes(&self, context: &Context) -> Result<ListScopesResponse, ApiError> {
        let scopes = scopes::list(self.0).await;
        self.respond(
            context,
            scopes.map(|scopes| ListScopesResponse::Ok(scopes::view::list(scopes))),
        )
    }

    async fn list_tenants(
        &self,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListTenantsResponse, ApiError> {
        let page = tenants::list(self.0, &page_request(context, limit, cursor)).await;
        self.respond(
            context,
            page.map(|page| ListTenantsResponse::Ok(tenants::view::page(page))),
        )
    }

    async fn get_tenant(
        &self,
        tenant_id: Uuid,
        if_none_match: Option<String>,
        context: &Context,
    ) -> Result<GetTenantResponse, ApiError> {
        let tenant = tenants::get(self.0, &context.caller, tenant_id).await;
        self.respond(
            context,
            tenant.map(|tenant| {
                etag::answer(
                    etag::of(tenant.version),
                    if_none_match.as_deref(),
                    |e_tag| GetTenantResponse::NotModified { e_tag },
                    |e_tag| GetTenantResponse::Ok {
                        body: tenants::view::tenant(tenant),
                        e_tag,
                    },
                )
            }),
        )
    }

    async fn list_clients(
        &self,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListClientsResponse, ApiError> {
        let page = clients::list(self.0, &page_request(context, limit, cursor)).await;
        self.respond(
            context,
            page.and_then(clients::view::page)
                .map(ListClientsResponse::Ok),
        )
    }

    async fn get_client(
        &self,
        client_id: String,
        if_none_match: Option<String>,
        context: &Context,
    ) -> Result<GetClientResponse, ApiError> {
        let client = clients::get(self.0, &client_id).await;
        self.respond(
            context,
            client.and_then(|client| {
                etag::answer(
                    etag::of(client.version),
                    if_none_match.as_deref(),
                    |e_tag| Ok(GetClientResponse::NotModified { e_tag }),
                    |e_tag| {
                        let body = clients::view::client(client)?;
                        Ok(GetClientResponse::Ok { body, e_tag })
                    },
                )
            }),
        )
    }

    // oauth

    async fn issue_token(
        &self,
        grant_type: String,
        username: Option<String>,
        password: Option<String>,
        refresh_token: Option<String>,
        scope: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        context: &Context,
    ) -> Result<IssueTokenResponse, ApiError> {
        let authorization = context.authorization.clone();
        let request = oauth::TokenRequest {
            grant_type,
            username,
            password,
            refresh_token,
            scope,
            client_id,
            client_secret,
            authorization,
        };
        let issued = oauth::issue_token(self.0, request).await;
        self.respond(
            context,
            issued.map(oauth::view::token).or_else(oauth::view::refusal),
        )
    }

    // service

    async fn get_liveness(&self, _: &Context) -> Result<GetLivenessResponse, ApiError> {
        Ok(GetLivenessResponse::Ok(service::health()))
    }

    async fn get_readiness(&self, context: &Context) -> Result<GetReadinessResponse, ApiError> {
        let ready = service::ask_database(self.0).await;
        self.respond(
            context,
            ready.map(|()| GetReadinessResponse::Ok(service::health())),
        )
    }

    async fn get_spec_yaml(&self, _: &Context) -> Result<GetSpecYamlResponse, ApiError> {
        Ok(GetSpecYamlResponse::Ok(self.0.spec_yaml.clone()))
    }

    async fn get_spec_json(&self, _: &Context) -> Result<GetSpecJsonResponse, ApiError> {
        Ok(GetSpecJsonResponse::Ok(self.0.spec_json.clone()))
    }
}

impl Server {
    /// The response of a use case, or its refusal as a response that the operation declares.
    fn respond<R: Refuse>(
        &self,
        context: &Context,
        outcome: Result<R, Error>,
    ) -> Result<R, ApiError> {
        outcome.or_else(|error| {
            let (retry_after, www_authenticate) = match &error {
                Error::Refused(refusal) => (refusal.retry_after, refusal.challenge.clone()),
                Error::Internal(_) => (None, None),
            };
            let refusal = Refusal {
                problem: self.0.contract.problems.problem(
                    &error,
                    context.request_id,
                    context.uri.path(),
                ),
                retry_after: i32::try_from(retry_after.unwrap_or(1)).unwrap_or(i32::MAX),
                www_authenticate: www_authenticate.unwrap_or_else(|| "Bearer".to_owned()),
            };
            R::refuse(refusal).map_err(|refusal| {
                ApiError(format!(
                    "{} has no response {} in the spec",
                    context.operation.id, refusal.problem.status
                ))
            })
        })
    }
}

/// The spec says how many items a page has without `limit`, and the contract layer has held `limit` against it.
fn page_request(context: &Context, limit: Option<i32>, cursor: Option<String>) -> PageRequest {
    let limit = limit.map_or_else(|| context.operation.default_limit(), i64::from);
    PageRequest { limit, cursor }
}
