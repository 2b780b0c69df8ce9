//! The generated trait, implemented: for each operation, view in, call, view out. No SQL and no rules here.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use swagger::{ApiError, ByteArray};
use user_api_generated::{
    pages::{Page, Show},
    refusals::{Refusal, Refuse},
    *,
};
use uuid::Uuid;

use crate::{
    app::App,
    audit, billing,
    browser::Answer,
    clients, countries, credentials, credits,
    db::page::PageRequest,
    deletions, device,
    email_tokens::{self, Purpose},
    error::Error,
    etag, exports, follows,
    images::{self, Size},
    memberships,
    oauth::{self, client_authentication::Credentials},
    policy::Audience,
    roles, scopes, service, sessions, shares, sign_in,
    spec::{layer::Context, problems},
    tenants,
    user_groups::{
        self, Slot,
        members::{self, End},
        ownership, recommendations,
        search::Search,
    },
    users::{self, Filter, standing, suspension},
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
        deleted: Option<bool>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListUsersResponse, ApiError> {
        let filter = Filter {
            role: role.map(Into::into),
            username,
            tenant_id,
            below: None,
            deleted: deleted.unwrap_or_default(),
        };
        let page = users::list(
            self.0,
            &context.caller,
            &context.operation.rule,
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
        let user = users::sign_up(
            self.0,
            context.origin(),
            &context.operation.rule,
            body.into(),
        )
        .await;
        self.respond(
            context,
            user.map(|user| SignUpResponse::Created {
                location: format!("/v1/users/{}", user.id),
                e_tag: users::view::tag(&user),
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
                    users::view::tag(&user),
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
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let found = users::get_profile(self.0, caller, rule, user_id).await;
        self.respond(
            context,
            found.and_then(|(user, audience)| {
                let whole_tag = users::view::whole_tag(&user);
                let body = users::view::profile(user, audience, &self.0.contract.privacy)?;
                // Only who sees all may learn that something has changed which others do not see.
                let e_tag = match audience {
                    Audience::Private => whole_tag,
                    Audience::Public | Audience::Community => etag::of_shown(&body)?,
                };
                Ok(etag::answer(
                    e_tag,
                    if_none_match.as_deref(),
                    |e_tag| GetUserResponse::NotModified { e_tag },
                    |e_tag| GetUserResponse::Ok { body, e_tag },
                ))
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
            users::show_account(self.0, &context.caller, &context.operation.rule, user_id).await;
        self.respond(
            context,
            user.map(|user| {
                etag::answer(
                    users::view::tag(&user),
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
                e_tag: users::view::tag(&user),
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
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let deleted = deletions::delete(self.0, caller, rule, user_id, if_match.as_deref()).await;
        self.respond(context, deleted.map(|()| DeleteUserResponse::Deleted))
    }

    async fn export_user(
        &self,
        user_id: Uuid,
        context: &Context,
    ) -> Result<ExportUserResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let export = exports::make(self.0, caller, rule, user_id).await;
        self.respond(
            context,
            export.and_then(|export| {
                Ok(ExportUserResponse::Ok {
                    content_disposition: format!("attachment; filename=\"user-{user_id}.json\""),
                    body: exports::view::export(export, &self.0.contract.privacy, &self.0.images)?,
                })
            }),
        )
    }

    async fn restore_user(
        &self,
        user_id: Uuid,
        context: &Context,
    ) -> Result<RestoreUserResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let done = deletions::restore(self.0, caller, rule, user_id).await;
        self.respond(context, done.map(|()| RestoreUserResponse::Changed))
    }

    async fn change_password(
        &self,
        user_id: Uuid,
        body: models::PasswordChange,
        context: &Context,
    ) -> Result<ChangePasswordResponse, ApiError> {
        let changed = credentials::change_password(
            self.0,
            context.origin(),
            &context.caller,
            &context.operation.rule,
            user_id,
            body.into(),
        )
        .await;
        self.respond(context, changed.map(|()| ChangePasswordResponse::Changed))
    }

    async fn change_username(
        &self,
        user_id: Uuid,
        body: models::UsernameChange,
        context: &Context,
    ) -> Result<ChangeUsernameResponse, ApiError> {
        let asked = credentials::request_username_change(
            self.0,
            context.origin(),
            &context.caller,
            &context.operation.rule,
            user_id,
            &body.into(),
        )
        .await;
        self.respond(context, asked.map(|()| ChangeUsernameResponse::Accepted))
    }

    async fn change_role(
        &self,
        user_id: Uuid,
        body: models::RoleChange,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<ChangeRoleResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let (role, if_match) = (body.role.into(), if_match.as_deref());
        let user = standing::change_role(self.0, caller, rule, user_id, if_match, role).await;
        self.respond(
            context,
            user.map(|user| ChangeRoleResponse::Ok {
                e_tag: users::view::tag(&user),
                body: users::view::account(user),
            }),
        )
    }

    async fn move_user(
        &self,
        user_id: Uuid,
        body: models::TenantChange,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<MoveUserResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let (to, if_match) = (body.tenant_id, if_match.as_deref());
        let user = standing::move_to_tenant(self.0, caller, rule, user_id, if_match, to).await;
        self.respond(
            context,
            user.map(|user| MoveUserResponse::Ok {
                e_tag: users::view::tag(&user),
                body: users::view::account(user),
            }),
        )
    }

    async fn suspend_user(
        &self,
        user_id: Uuid,
        context: &Context,
    ) -> Result<SuspendUserResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let done = suspension::suspend(self.0, caller, rule, user_id).await;
        self.respond(context, done.map(|()| SuspendUserResponse::Changed))
    }

    async fn lift_suspension(
        &self,
        user_id: Uuid,
        context: &Context,
    ) -> Result<LiftSuspensionResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let done = suspension::lift(self.0, caller, rule, user_id).await;
        self.respond(context, done.map(|()| LiftSuspensionResponse::Changed))
    }

    async fn get_privacy(
        &self,
        user_id: Uuid,
        if_none_match: Option<String>,
        context: &Context,
    ) -> Result<GetPrivacyResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let user = users::privacy::get(self.0, caller, rule, user_id).await;
        self.respond(
            context,
            user.and_then(|user| {
                let body = users::view::privacy(&user, &self.0.contract.privacy)?;
                Ok(etag::answer(
                    etag::of_version_shown(user.version, &body)?,
                    if_none_match.as_deref(),
                    |e_tag| GetPrivacyResponse::NotModified { e_tag },
                    |e_tag| GetPrivacyResponse::Ok { body, e_tag },
                ))
            }),
        )
    }

    async fn choose_privacy(
        &self,
        user_id: Uuid,
        body: models::UserPrivacyChoice,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<ChoosePrivacyResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let (audiences, if_match) = (&self.0.contract.privacy, if_match.as_deref());
        let chosen = async {
            let choices = users::view::choices(&body, audiences)?;
            users::privacy::choose(self.0, caller, rule, user_id, if_match, choices).await
        };
        let view = chosen.await.and_then(|user| {
            let body = users::view::privacy(&user, audiences)?;
            Ok(ChoosePrivacyResponse::Ok {
                e_tag: etag::of_version_shown(user.version, &body)?,
                body,
            })
        });
        self.respond(context, view)
    }

    // email-tokens

    async fn request_email_confirmation(
        &self,
        body: models::EmailAddress,
        context: &Context,
    ) -> Result<RequestEmailConfirmationResponse, ApiError> {
        let (purpose, origin) = (Purpose::ConfirmUsername, context.origin());
        let asked = email_tokens::request(self.0, origin, purpose, &body.username).await;
        self.respond(
            context,
            asked.map(|()| RequestEmailConfirmationResponse::Accepted),
        )
    }

    async fn complete_email_confirmation(
        &self,
        body: models::EmailTokenUse,
        context: &Context,
    ) -> Result<CompleteEmailConfirmationResponse, ApiError> {
        let confirmed = email_tokens::confirm(self.0, &context.operation.rule, &body.token).await;
        self.respond(
            context,
            confirmed.map(|_| CompleteEmailConfirmationResponse::Changed),
        )
    }

    async fn request_password_reset(
        &self,
        body: models::EmailAddress,
        context: &Context,
    ) -> Result<RequestPasswordResetResponse, ApiError> {
        let (purpose, origin) = (Purpose::ResetPassword, context.origin());
        let asked = email_tokens::request(self.0, origin, purpose, &body.username).await;
        self.respond(
            context,
            asked.map(|()| RequestPasswordResetResponse::Accepted),
        )
    }

    async fn complete_password_reset(
        &self,
        body: models::PasswordReset,
        context: &Context,
    ) -> Result<CompletePasswordResetResponse, ApiError> {
        let rule = &context.operation.rule;
        let reset = email_tokens::reset_password(self.0, rule, &body.token, body.password).await;
        self.respond(
            context,
            reset.map(|()| CompletePasswordResetResponse::Changed),
        )
    }

    async fn complete_account_restoration(
        &self,
        body: models::EmailTokenUse,
        context: &Context,
    ) -> Result<CompleteAccountRestorationResponse, ApiError> {
        let rule = &context.operation.rule;
        let restored = email_tokens::restore_account(self.0, rule, &body.token).await;
        self.respond(
            context,
            restored.map(|_| CompleteAccountRestorationResponse::Changed),
        )
    }

    // sessions

    async fn list_sessions(
        &self,
        user_id: Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListSessionsResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let request = page_request(context, limit, cursor);
        let page = sessions::list(self.0, caller, rule, user_id, &request).await;
        self.respond(
            context,
            page.map(|page| ListSessionsResponse::Ok(sessions::view::page(page, caller))),
        )
    }

    async fn end_sessions(
        &self,
        user_id: Uuid,
        context: &Context,
    ) -> Result<EndSessionsResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let ended = sessions::end_every(self.0, caller, rule, user_id).await;
        self.respond(context, ended.map(|()| EndSessionsResponse::Deleted))
    }

    async fn end_session(
        &self,
        user_id: Uuid,
        session_id: Uuid,
        context: &Context,
    ) -> Result<EndSessionResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let ended = sessions::end_one(self.0, caller, rule, user_id, session_id).await;
        self.respond(context, ended.map(|()| EndSessionResponse::Deleted))
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
                    e_tag: user_groups::view::e_tag(&group, &context.caller),
                    body: user_groups::view::group(
                        group,
                        &context.caller,
                        &self.0.contract.privacy,
                        &self.0.images,
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
            user_groups::view::page(
                page,
                &context.caller,
                &self.0.contract.privacy,
                &self.0.images,
            )
        });
        self.respond(context, view.map(ListUserGroupsOfUserResponse::Ok))
    }

    async fn list_offered_user_groups(
        &self,
        user_id: Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListOfferedUserGroupsResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let request = page_request(context, limit, cursor);
        let page = ownership::list_offered(self.0, caller, rule, user_id, &request).await;
        let view = page.and_then(|page| {
            user_groups::view::public_page(page, caller, &self.0.contract.privacy, &self.0.images)
        });
        self.respond(context, view.map(ListOfferedUserGroupsResponse::Ok))
    }

    async fn list_following(
        &self,
        user_id: Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListFollowingResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let request = page_request(context, limit, cursor);
        let page = follows::list_following(self.0, caller, rule, user_id, &request).await;
        let view = page.and_then(|page| {
            user_groups::view::public_page(page, caller, &self.0.contract.privacy, &self.0.images)
        });
        self.respond(context, view.map(ListFollowingResponse::Ok))
    }

    async fn follow_user_group(
        &self,
        user_id: Uuid,
        user_group_id: Uuid,
        context: &Context,
    ) -> Result<FollowUserGroupResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let followed = follows::follow(self.0, caller, rule, user_id, user_group_id).await;
        self.respond(context, followed.map(|()| FollowUserGroupResponse::Changed))
    }

    async fn unfollow_user_group(
        &self,
        user_id: Uuid,
        user_group_id: Uuid,
        context: &Context,
    ) -> Result<UnfollowUserGroupResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let left = follows::unfollow(self.0, caller, rule, user_id, user_group_id).await;
        self.respond(context, left.map(|()| UnfollowUserGroupResponse::Changed))
    }

    async fn list_user_groups(
        &self,
        q: Option<String>,
        kind: Option<models::GroupTypeName>,
        tag: Option<String>,
        country: Option<String>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListUserGroupsResponse, ApiError> {
        let search = Search {
            q,
            kind: kind.map(Into::into),
            tag,
            country,
        };
        let request = page_request(context, limit, cursor);
        let page = user_groups::search::find(self.0, &context.caller, &search, &request).await;
        let view = page.and_then(|page| {
            user_groups::view::public_page(
                page,
                &context.caller,
                &self.0.contract.privacy,
                &self.0.images,
            )
        });
        self.respond(context, view.map(ListUserGroupsResponse::Ok))
    }

    async fn get_user_group(
        &self,
        user_group_id: Uuid,
        if_none_match: Option<String>,
        context: &Context,
    ) -> Result<GetUserGroupResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let group = user_groups::get(self.0, caller, rule, user_group_id).await;
        self.respond(
            context,
            group.and_then(|group| {
                let e_tag = user_groups::view::e_tag(&group, caller);
                etag::answer(
                    e_tag,
                    if_none_match.as_deref(),
                    |e_tag| Ok(GetUserGroupResponse::NotModified { e_tag }),
                    |e_tag| {
                        let audiences = &self.0.contract.privacy;
                        let body =
                            user_groups::view::group(group, caller, audiences, &self.0.images)?;
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
                    e_tag: user_groups::view::e_tag(&group, &context.caller),
                    body: user_groups::view::group(
                        group,
                        &context.caller,
                        &self.0.contract.privacy,
                        &self.0.images,
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

    async fn offer_user_group(
        &self,
        user_group_id: Uuid,
        body: models::OwnershipOfferCreate,
        context: &Context,
    ) -> Result<OfferUserGroupResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let offer = ownership::offer(self.0, caller, rule, user_group_id, body.owner_id).await;
        let view = offer.map(user_groups::view::offer);
        self.respond(context, view.map(OfferUserGroupResponse::Ok))
    }

    async fn withdraw_offer(
        &self,
        user_group_id: Uuid,
        context: &Context,
    ) -> Result<WithdrawOfferResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let withdrawn = ownership::withdraw(self.0, caller, rule, user_group_id).await;
        self.respond(context, withdrawn.map(|()| WithdrawOfferResponse::Deleted))
    }

    async fn accept_user_group(
        &self,
        user_group_id: Uuid,
        context: &Context,
    ) -> Result<AcceptUserGroupResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let group = ownership::accept(self.0, caller, rule, user_group_id).await;
        self.respond(
            context,
            group.and_then(|group| {
                Ok(AcceptUserGroupResponse::Ok {
                    e_tag: user_groups::view::e_tag(&group, caller),
                    body: user_groups::view::group(
                        group,
                        caller,
                        &self.0.contract.privacy,
                        &self.0.images,
                    )?,
                })
            }),
        )
    }

    async fn list_members(
        &self,
        user_group_id: Uuid,
        state: Option<models::MembershipState>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListMembersResponse, ApiError> {
        let view = self
            .memberships(context, (user_group_id, End::Group), state, limit, cursor)
            .await;
        self.respond(context, view.map(ListMembersResponse::Ok))
    }

    async fn invite_member(
        &self,
        user_group_id: Uuid,
        member_id: Uuid,
        body: models::GroupMemberCreate,
        context: &Context,
    ) -> Result<InviteMemberResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let member =
            members::invite(self.0, caller, rule, user_group_id, member_id, body.into()).await;
        let view = member.and_then(|row| {
            members::view::member(row, caller, &self.0.contract.privacy, &self.0.images)
        });
        self.respond(context, view.map(InviteMemberResponse::Ok))
    }

    async fn end_membership(
        &self,
        user_group_id: Uuid,
        member_id: Uuid,
        context: &Context,
    ) -> Result<EndMembershipResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let ended = members::end(self.0, caller, rule, user_group_id, member_id).await;
        self.respond(context, ended.map(|()| EndMembershipResponse::Deleted))
    }

    async fn accept_membership(
        &self,
        user_group_id: Uuid,
        member_id: Uuid,
        context: &Context,
    ) -> Result<AcceptMembershipResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let member = members::accept(self.0, caller, rule, user_group_id, member_id).await;
        let view = member.and_then(|row| {
            members::view::member(row, caller, &self.0.contract.privacy, &self.0.images)
        });
        self.respond(context, view.map(AcceptMembershipResponse::Ok))
    }

    async fn list_memberships(
        &self,
        user_group_id: Uuid,
        state: Option<models::MembershipState>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListMembershipsResponse, ApiError> {
        let view = self
            .memberships(context, (user_group_id, End::Member), state, limit, cursor)
            .await;
        self.respond(context, view.map(ListMembershipsResponse::Ok))
    }

    async fn list_recommendations(
        &self,
        user_group_id: Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListRecommendationsResponse, ApiError> {
        let request = page_request(context, limit, cursor);
        let page = recommendations::list(self.0, &context.caller, user_group_id, &request).await;
        let view = page.and_then(|page| {
            user_groups::view::public_page(
                page,
                &context.caller,
                &self.0.contract.privacy,
                &self.0.images,
            )
        });
        self.respond(context, view.map(ListRecommendationsResponse::Ok))
    }

    async fn recommend_user_group(
        &self,
        user_group_id: Uuid,
        recommended_id: Uuid,
        context: &Context,
    ) -> Result<RecommendUserGroupResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let done =
            recommendations::recommend(self.0, caller, rule, user_group_id, recommended_id).await;
        self.respond(context, done.map(|()| RecommendUserGroupResponse::Changed))
    }

    async fn withdraw_recommendation(
        &self,
        user_group_id: Uuid,
        recommended_id: Uuid,
        context: &Context,
    ) -> Result<WithdrawRecommendationResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let done =
            recommendations::withdraw(self.0, caller, rule, user_group_id, recommended_id).await;
        self.respond(
            context,
            done.map(|()| WithdrawRecommendationResponse::Changed),
        )
    }

    async fn list_followers(
        &self,
        user_group_id: Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListFollowersResponse, ApiError> {
        let request = page_request(context, limit, cursor);
        let page = follows::list_followers(self.0, &context.caller, user_group_id, &request).await;
        let view = page.and_then(|page| {
            users::view::profiles(page, &context.caller, &self.0.contract.privacy)
        });
        self.respond(context, view.map(ListFollowersResponse::Ok))
    }

    async fn get_user_group_privacy(
        &self,
        user_group_id: Uuid,
        if_none_match: Option<String>,
        context: &Context,
    ) -> Result<GetUserGroupPrivacyResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let group = user_groups::privacy::get(self.0, caller, rule, user_group_id).await;
        self.respond(
            context,
            group.and_then(|group| {
                let body = user_groups::privacy::view::privacy(&group, &self.0.contract.privacy)?;
                Ok(etag::answer(
                    etag::of_version_shown(group.version, &body)?,
                    if_none_match.as_deref(),
                    |e_tag| GetUserGroupPrivacyResponse::NotModified { e_tag },
                    |e_tag| GetUserGroupPrivacyResponse::Ok { body, e_tag },
                ))
            }),
        )
    }

    async fn choose_user_group_privacy(
        &self,
        user_group_id: Uuid,
        body: models::UserGroupPrivacyChoice,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<ChooseUserGroupPrivacyResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let (audiences, if_match) = (&self.0.contract.privacy, if_match.as_deref());
        let chosen = async {
            let choice = user_groups::privacy::view::choice(&body, audiences)?;
            user_groups::privacy::choose(self.0, caller, rule, user_group_id, if_match, choice)
                .await
        };
        let view = chosen.await.and_then(|group| {
            let body = user_groups::privacy::view::privacy(&group, audiences)?;
            Ok(ChooseUserGroupPrivacyResponse::Ok {
                e_tag: etag::of_version_shown(group.version, &body)?,
                body,
            })
        });
        self.respond(context, view)
    }

    async fn set_avatar(
        &self,
        user_group_id: Uuid,
        body: ByteArray,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<SetAvatarResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let if_match = if_match.as_deref();
        let set = user_groups::set_image(
            self.0,
            caller,
            rule,
            user_group_id,
            Slot::Avatar,
            if_match,
            body.0,
        )
        .await;
        self.respond(
            context,
            set.map(|(group, image)| SetAvatarResponse::Ok {
                body: image.into(),
                e_tag: user_groups::view::e_tag(&group, caller),
            }),
        )
    }

    async fn remove_avatar(
        &self,
        user_group_id: Uuid,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<RemoveAvatarResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let if_match = if_match.as_deref();
        let removed =
            user_groups::remove_image(self.0, caller, rule, user_group_id, Slot::Avatar, if_match)
                .await;
        self.respond(context, removed.map(|()| RemoveAvatarResponse::Deleted))
    }

    async fn set_banner(
        &self,
        user_group_id: Uuid,
        body: ByteArray,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<SetBannerResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let if_match = if_match.as_deref();
        let set = user_groups::set_image(
            self.0,
            caller,
            rule,
            user_group_id,
            Slot::Banner,
            if_match,
            body.0,
        )
        .await;
        self.respond(
            context,
            set.map(|(group, image)| SetBannerResponse::Ok {
                body: image.into(),
                e_tag: user_groups::view::e_tag(&group, caller),
            }),
        )
    }

    async fn remove_banner(
        &self,
        user_group_id: Uuid,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<RemoveBannerResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let if_match = if_match.as_deref();
        let removed =
            user_groups::remove_image(self.0, caller, rule, user_group_id, Slot::Banner, if_match)
                .await;
        self.respond(context, removed.map(|()| RemoveBannerResponse::Deleted))
    }

    async fn get_image(
        &self,
        image_id: Uuid,
        size: Option<models::GetImageSizeParameter>,
        if_none_match: Option<String>,
        context: &Context,
    ) -> Result<GetImageResponse, ApiError> {
        let size = size.map_or(Size::Large, Into::into);
        let image = self.0.images.get(image_id, size).await;
        self.respond(
            context,
            image.map(|file| {
                etag::answer(
                    format!("\"{image_id}-{}\"", size.name()),
                    if_none_match.as_deref(),
                    |e_tag| GetImageResponse::NotModified { e_tag },
                    |e_tag| GetImageResponse::Ok {
                        body: ByteArray(file),
                        cache_control: images::FOR_EVER.to_owned(),
                        e_tag,
                    },
                )
            }),
        )
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

    async fn list_tags(
        &self,
        q: Option<String>,
        context: &Context,
    ) -> Result<ListTagsResponse, ApiError> {
        let tags = user_groups::list_tags(self.0, q.as_deref()).await;
        self.respond(
            context,
            tags.map(|items| ListTagsResponse::Ok(models::TagList { items })),
        )
    }

    // location

    async fn list_countries(
        &self,
        accept_language: Option<String>,
        context: &Context,
    ) -> Result<ListCountriesResponse, ApiError> {
        let named = countries::list(accept_language.as_deref());
        let answer = ListCountriesResponse::Ok {
            content_language: named.language.clone(),
            vary: "accept-language".to_owned(),
            body: countries::view::list(named),
        };
        self.respond(context, Ok(answer))
    }

    async fn find_rights_countries(
        &self,
        body: models::RightsQuestion,
        context: &Context,
    ) -> Result<FindRightsCountriesResponse, ApiError> {
        let found = countries::at(self.0, &body.user_ids, body.at).await;
        self.respond(
            context,
            found.map(|all| FindRightsCountriesResponse::Ok(countries::view::whereabouts(all))),
        )
    }

    // membership

    async fn list_membership_classes(
        &self,
        context: &Context,
    ) -> Result<ListMembershipClassesResponse, ApiError> {
        let classes = memberships::list_classes(self.0).await;
        self.respond(
            context,
            classes.map(|rows| ListMembershipClassesResponse::Ok(memberships::view::classes(rows))),
        )
    }

    async fn get_membership(
        &self,
        user_id: Uuid,
        if_none_match: Option<String>,
        context: &Context,
    ) -> Result<GetMembershipResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let membership = memberships::get(self.0, caller, rule, user_id).await;
        self.respond(
            context,
            membership.map(|row| {
                etag::answer(
                    memberships::view::tag(&row),
                    if_none_match.as_deref(),
                    |e_tag| GetMembershipResponse::NotModified { e_tag },
                    |e_tag| GetMembershipResponse::Ok {
                        body: memberships::view::membership(row),
                        e_tag,
                    },
                )
            }),
        )
    }

    async fn list_shares(
        &self,
        user_id: Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListSharesResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let request = page_request(context, limit, cursor);
        let page = shares::list(self.0, caller, rule, user_id, &request).await;
        self.respond(
            context,
            page.map(|page| ListSharesResponse::Ok(shares::view::page(page))),
        )
    }

    async fn list_credits(
        &self,
        user_id: Uuid,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListCreditsResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let request = page_request(context, limit, cursor);
        let page = credits::list(self.0, caller, rule, user_id, &request).await;
        self.respond(
            context,
            page.map(|page| ListCreditsResponse::Ok(credits::view::page(page))),
        )
    }

    async fn spend_credits(
        &self,
        body: models::CreditSpendings,
        context: &Context,
    ) -> Result<SpendCreditsResponse, ApiError> {
        let asked = credits::view::spendings(body);
        let results = credits::spend(self.0, &context.caller, &asked).await;
        self.respond(
            context,
            results.map(|results| SpendCreditsResponse::Ok(credits::view::spent(asked, &results))),
        )
    }

    async fn refund_credits(
        &self,
        body: models::CreditRefunds,
        context: &Context,
    ) -> Result<RefundCreditsResponse, ApiError> {
        let asked = credits::view::refunds(body);
        let results = credits::refund(self.0, &context.caller, &asked).await;
        self.respond(
            context,
            results
                .map(|results| RefundCreditsResponse::Ok(credits::view::refunded(asked, &results))),
        )
    }

    async fn create_portal_session(
        &self,
        user_id: Uuid,
        context: &Context,
    ) -> Result<CreatePortalSessionResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let url = billing::open_portal(self.0, caller, rule, user_id).await;
        self.respond(
            context,
            url.map(|url| CreatePortalSessionResponse::Ok(billing::view::session(url))),
        )
    }

    async fn create_checkout_session(
        &self,
        user_id: Uuid,
        body: models::CheckoutSessionCreate,
        context: &Context,
    ) -> Result<CreateCheckoutSessionResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let url = billing::check_out(self.0, caller, rule, user_id, &body.into()).await;
        self.respond(
            context,
            url.map(|url| CreateCheckoutSessionResponse::Ok(billing::view::session(url))),
        )
    }

    async fn receive_stripe_event(
        &self,
        _: models::StripeEvent,
        stripe_signature: Option<String>,
        context: &Context,
    ) -> Result<ReceiveStripeEventResponse, ApiError> {
        let rule = &context.operation.rule;
        let signature = stripe_signature.as_deref();
        let outcome = billing::webhooks::receive(self.0, rule, signature, &context.body).await;
        self.respond(
            context,
            outcome.map(|outcome| ReceiveStripeEventResponse::Ok(billing::view::receipt(outcome))),
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

    async fn create_tenant(
        &self,
        body: models::TenantCreate,
        context: &Context,
    ) -> Result<CreateTenantResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let tenant = tenants::create(self.0, caller, rule, &body.name).await;
        self.respond(
            context,
            tenant.map(|tenant| CreateTenantResponse::Created {
                location: format!("/v1/tenants/{}", tenant.id),
                e_tag: etag::of(tenant.version),
                body: tenants::view::tenant(tenant),
            }),
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

    async fn update_tenant(
        &self,
        tenant_id: Uuid,
        patch: models::TenantUpdate,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<UpdateTenantResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let (name, if_match) = (patch.name, if_match.as_deref());
        let tenant = tenants::update(self.0, caller, rule, tenant_id, if_match, name).await;
        self.respond(
            context,
            tenant.map(|tenant| UpdateTenantResponse::Ok {
                e_tag: etag::of(tenant.version),
                body: tenants::view::tenant(tenant),
            }),
        )
    }

    async fn delete_tenant(
        &self,
        tenant_id: Uuid,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<DeleteTenantResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let closed = tenants::delete(self.0, caller, rule, tenant_id, if_match.as_deref()).await;
        self.respond(context, closed.map(|()| DeleteTenantResponse::Deleted))
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

    async fn create_client(
        &self,
        body: models::ClientCreate,
        context: &Context,
    ) -> Result<CreateClientResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let created = clients::create(self.0, caller, rule, body.into()).await;
        self.respond(
            context,
            created.and_then(|(client, secret)| {
                Ok(CreateClientResponse::Created {
                    location: format!("/v1/clients/{}", client.id),
                    e_tag: etag::of(client.version),
                    body: clients::view::with_secret(client, secret)?,
                })
            }),
        )
    }

    async fn update_client(
        &self,
        client_id: String,
        patch: models::ClientUpdate,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<UpdateClientResponse, ApiError> {
        let change = |settings: &mut clients::Settings| clients::view::apply(patch, settings);
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let if_match = if_match.as_deref();
        let client = clients::update(self.0, caller, rule, &client_id, if_match, change).await;
        self.respond(
            context,
            client.and_then(|client| {
                Ok(UpdateClientResponse::Ok {
                    e_tag: etag::of(client.version),
                    body: clients::view::client(client)?,
                })
            }),
        )
    }

    async fn delete_client(
        &self,
        client_id: String,
        if_match: Option<String>,
        context: &Context,
    ) -> Result<DeleteClientResponse, ApiError> {
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let if_match = if_match.as_deref();
        let deleted = clients::delete(self.0, caller, rule, &client_id, if_match).await;
        self.respond(context, deleted.map(|()| DeleteClientResponse::Deleted))
    }

    async fn renew_client_secret(
        &self,
        client_id: String,
        body: models::ClientSecretRenewal,
        context: &Context,
    ) -> Result<RenewClientSecretResponse, ApiError> {
        // The contract has filled in the spec's default.
        let overlap = body.overlap_seconds.unwrap_or_default();
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let renewed = clients::renew_secret(self.0, caller, rule, &client_id, overlap).await;
        self.respond(
            context,
            renewed.map(|new| RenewClientSecretResponse::Ok(clients::view::secret(new))),
        )
    }

    async fn list_audit_events(
        &self,
        actor_id: Option<Uuid>,
        subject_id: Option<Uuid>,
        tenant_id: Option<Uuid>,
        object_kind: Option<models::AuditObjectKind>,
        object_id: Option<String>,
        operation: Option<String>,
        client_id: Option<String>,
        from_at: Option<DateTime<Utc>>,
        before_at: Option<DateTime<Utc>>,
        limit: Option<i32>,
        cursor: Option<String>,
        context: &Context,
    ) -> Result<ListAuditEventsResponse, ApiError> {
        let filter = audit::Filter {
            actor_id,
            subject_id,
            tenant_id,
            object_kind: object_kind.map(audit::view::object_kind),
            object_id,
            operation,
            client_id,
            from: from_at,
            before: before_at,
        };
        let request = page_request(context, limit, cursor);
        let page = audit::list(self.0, &context.caller, &filter, &request).await;
        let view = page.and_then(audit::view::page);
        self.respond(context, view.map(ListAuditEventsResponse::Ok))
    }

    // oauth

    async fn start_authorization(
        &self,
        client_id: String,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        context: &Context,
    ) -> Result<StartAuthorizationResponse, ApiError> {
        let parameters = oauth::authorization::Parameters {
            client_id: Some(client_id),
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
        };
        self.show(context, sign_in::start(self.0, context, parameters).await)
    }

    async fn start_authorization_by_form(
        &self,
        client_id: String,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        context: &Context,
    ) -> Result<StartAuthorizationByFormResponse, ApiError> {
        let parameters = oauth::authorization::Parameters {
            client_id: Some(client_id),
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
        };
        self.show(context, sign_in::start_over(self.0, &parameters).await)
    }

    async fn push_authorization_request(
        &self,
        proof: Option<String>,
        client_id: Option<String>,
        response_type: Option<String>,
        redirect_uri: Option<String>,
        scope: Option<String>,
        state: Option<String>,
        nonce: Option<String>,
        code_challenge: Option<String>,
        code_challenge_method: Option<String>,
        prompt: Option<String>,
        max_age: Option<String>,
        login_hint: Option<String>,
        id_token_hint: Option<String>,
        response_mode: Option<String>,
        dpop_jkt: Option<String>,
        request_uri: Option<String>,
        request: Option<String>,
        client_secret: Option<String>,
        context: &Context,
    ) -> Result<PushAuthorizationRequestResponse, ApiError> {
        let parameters = oauth::authorization::Parameters {
            client_id: client_id.clone(),
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
        };
        let credentials = credentials(context, client_id, client_secret);
        let pushed = oauth::pushed::push(self.0, &credentials, proof.as_deref(), parameters).await;
        self.respond(
            context,
            pushed
                .map(oauth::view::pushed)
                .or_else(oauth::view::refusal),
        )
    }

    async fn issue_token(
        &self,
        grant_type: String,
        proof: Option<String>,
        code: Option<String>,
        redirect_uri: Option<String>,
        code_verifier: Option<String>,
        username: Option<String>,
        password: Option<String>,
        refresh_token: Option<String>,
        scope: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        context: &Context,
    ) -> Result<IssueTokenResponse, ApiError> {
        let request = oauth::token::TokenRequest {
            rule: &context.operation.rule,
            grant_type,
            credentials: credentials(context, client_id, client_secret),
            proof,
            device: context.sign_in.user_agent.as_deref().and_then(device::of),
            code,
            redirect_uri,
            code_verifier,
            username,
            password,
            refresh_token,
            scope,
        };
        let issued = oauth::token::issue(self.0, request).await;
        self.respond(
            context,
            issued.map(oauth::view::token).or_else(oauth::view::refusal),
        )
    }

    async fn introspect_token(
        &self,
        token: String,
        _token_type_hint: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        context: &Context,
    ) -> Result<IntrospectTokenResponse, ApiError> {
        let credentials = credentials(context, client_id, client_secret);
        let found = oauth::introspection::introspect(self.0, &credentials, &token).await;
        let issuer = &self.0.config.public_url;
        self.respond(
            context,
            found
                .map(|found| oauth::view::introspection(found, issuer))
                .or_else(oauth::view::refusal),
        )
    }

    async fn revoke_token(
        &self,
        token: String,
        _token_type_hint: Option<String>,
        client_id: Option<String>,
        client_secret: Option<String>,
        context: &Context,
    ) -> Result<RevokeTokenResponse, ApiError> {
        let credentials = credentials(context, client_id, client_secret);
        let rule = &context.operation.rule;
        let revoked = oauth::introspection::revoke(self.0, rule, &credentials, &token).await;
        self.respond(
            context,
            revoked
                .map(|()| RevokeTokenResponse::Ok)
                .or_else(oauth::view::refusal),
        )
    }

    async fn get_user_info(&self, context: &Context) -> Result<GetUserInfoResponse, ApiError> {
        let user = users::get_own(self.0, &context.caller).await;
        self.respond(
            context,
            user.map(|user| GetUserInfoResponse::Ok(oauth::view::user_info(user, &context.scopes))),
        )
    }

    async fn get_user_info_by_post(
        &self,
        context: &Context,
    ) -> Result<GetUserInfoByPostResponse, ApiError> {
        let user = users::get_own(self.0, &context.caller).await;
        self.respond(
            context,
            user.map(|user| {
                GetUserInfoByPostResponse::Ok(oauth::view::user_info(user, &context.scopes))
            }),
        )
    }

    async fn get_jwks(&self, context: &Context) -> Result<GetJwksResponse, ApiError> {
        self.respond(context, oauth::view::jwks(self.0).map(GetJwksResponse::Ok))
    }

    async fn get_openid_configuration(
        &self,
        _: &Context,
    ) -> Result<GetOpenidConfigurationResponse, ApiError> {
        Ok(GetOpenidConfigurationResponse::Ok(oauth::view::metadata(
            self.0,
        )))
    }

    async fn get_authorization_server(
        &self,
        _: &Context,
    ) -> Result<GetAuthorizationServerResponse, ApiError> {
        Ok(GetAuthorizationServerResponse::Ok(oauth::view::metadata(
            self.0,
        )))
    }

    // pages

    async fn show_sign_in(
        &self,
        request: Option<String>,
        context: &Context,
    ) -> Result<ShowSignInResponse, ApiError> {
        self.show(context, sign_in::show(self.0, context, request).await)
    }

    async fn submit_sign_in(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        request: Option<String>,
        context: &Context,
    ) -> Result<SubmitSignInResponse, ApiError> {
        let form = sign_in::SignInForm {
            username,
            password,
            request,
            csrf,
        };
        self.show(context, sign_in::submit(self.0, context, form).await)
    }

    async fn show_consent(
        &self,
        request: Option<String>,
        context: &Context,
    ) -> Result<ShowConsentResponse, ApiError> {
        self.show(
            context,
            sign_in::consent::show(self.0, context, request).await,
        )
    }

    async fn submit_consent(
        &self,
        decision: models::ConsentFormDecision,
        request: String,
        csrf: String,
        context: &Context,
    ) -> Result<SubmitConsentResponse, ApiError> {
        let decision = decision.into();
        self.show(
            context,
            sign_in::consent::submit(self.0, context, decision, request, &csrf).await,
        )
    }

    async fn show_sign_up(
        &self,
        request: Option<String>,
        context: &Context,
    ) -> Result<ShowSignUpResponse, ApiError> {
        self.show(
            context,
            sign_in::sign_up::show(self.0, context, request).await,
        )
    }

    async fn submit_sign_up(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        first_name: Option<String>,
        role: Option<String>,
        request: Option<String>,
        context: &Context,
    ) -> Result<SubmitSignUpResponse, ApiError> {
        let form = sign_in::sign_up::SignUpForm {
            username,
            password,
            first_name,
            role,
            request,
            csrf,
        };
        self.show(
            context,
            sign_in::sign_up::submit(self.0, context, form).await,
        )
    }

    async fn show_email_confirmation(
        &self,
        token: Option<String>,
        context: &Context,
    ) -> Result<ShowEmailConfirmationResponse, ApiError> {
        self.show(
            context,
            sign_in::letters::show_confirmation(self.0, context, token).await,
        )
    }

    async fn submit_email_confirmation(
        &self,
        token: String,
        csrf: String,
        context: &Context,
    ) -> Result<SubmitEmailConfirmationResponse, ApiError> {
        self.show(
            context,
            sign_in::letters::submit_confirmation(self.0, context, &token, &csrf).await,
        )
    }

    async fn show_forgotten_password(
        &self,
        request: Option<String>,
        context: &Context,
    ) -> Result<ShowForgottenPasswordResponse, ApiError> {
        self.show(
            context,
            sign_in::forgotten::show(self.0, context, request).await,
        )
    }

    async fn submit_forgotten_password(
        &self,
        csrf: String,
        username: Option<String>,
        request: Option<String>,
        context: &Context,
    ) -> Result<SubmitForgottenPasswordResponse, ApiError> {
        self.show(
            context,
            sign_in::forgotten::submit(self.0, context, username, request, &csrf).await,
        )
    }

    async fn show_password_reset(
        &self,
        token: Option<String>,
        context: &Context,
    ) -> Result<ShowPasswordResetResponse, ApiError> {
        self.show(
            context,
            sign_in::letters::show_reset(self.0, context, token).await,
        )
    }

    async fn submit_password_reset(
        &self,
        token: String,
        csrf: String,
        password: Option<String>,
        context: &Context,
    ) -> Result<SubmitPasswordResetResponse, ApiError> {
        self.show(
            context,
            sign_in::letters::submit_reset(self.0, context, token, password, &csrf).await,
        )
    }

    async fn show_account_restoration(
        &self,
        token: Option<String>,
        context: &Context,
    ) -> Result<ShowAccountRestorationResponse, ApiError> {
        self.show(
            context,
            sign_in::restoration::show(self.0, context, token).await,
        )
    }

    async fn submit_account_restoration(
        &self,
        token: String,
        csrf: String,
        context: &Context,
    ) -> Result<SubmitAccountRestorationResponse, ApiError> {
        self.show(
            context,
            sign_in::restoration::submit(self.0, context, &token, &csrf).await,
        )
    }

    async fn show_address_change(
        &self,
        context: &Context,
    ) -> Result<ShowAddressChangeResponse, ApiError> {
        self.show(context, sign_in::address::show(self.0, context).await)
    }

    async fn submit_address_change(
        &self,
        csrf: String,
        username: Option<String>,
        password: Option<String>,
        context: &Context,
    ) -> Result<SubmitAddressChangeResponse, ApiError> {
        self.show(
            context,
            sign_in::address::submit(self.0, context, username, password, &csrf).await,
        )
    }

    async fn show_sign_out(
        &self,
        id_token_hint: Option<String>,
        post_logout_redirect_uri: Option<String>,
        state: Option<String>,
        client_id: Option<String>,
        context: &Context,
    ) -> Result<ShowSignOutResponse, ApiError> {
        let wish = sign_in::leave::Wish {
            id_token_hint,
            client_id,
            post_logout_redirect_uri,
            state,
        };
        self.show(context, sign_in::leave::show(self.0, context, wish).await)
    }

    async fn submit_sign_out(
        &self,
        id_token_hint: Option<String>,
        _logout_hint: Option<String>,
        client_id: Option<String>,
        post_logout_redirect_uri: Option<String>,
        state: Option<String>,
        _ui_locales: Option<String>,
        csrf: Option<String>,
        context: &Context,
    ) -> Result<SubmitSignOutResponse, ApiError> {
        let wish = sign_in::leave::Wish {
            id_token_hint,
            client_id,
            post_logout_redirect_uri,
            state,
        };
        self.show(
            context,
            sign_in::leave::submit(self.0, context, wish, csrf.as_deref()).await,
        )
    }

    // service

    async fn get_liveness(&self, _: &Context) -> Result<GetLivenessResponse, ApiError> {
        Ok(GetLivenessResponse::Ok(service::health()))
    }

    async fn get_readiness(&self, context: &Context) -> Result<GetReadinessResponse, ApiError> {
        let ready = service::readiness(self.0).await;
        self.respond(
            context,
            ready.map(|()| GetReadinessResponse::Ok(service::health())),
        )
    }

    async fn get_spec_yaml(&self, _: &Context) -> Result<GetSpecYamlResponse, ApiError> {
        // The contract layer puts it in, so that it is not copied for each who reads it.
        Ok(GetSpecYamlResponse::Ok(String::new()))
    }

    async fn get_spec_json(&self, _: &Context) -> Result<GetSpecJsonResponse, ApiError> {
        Ok(GetSpecJsonResponse::Ok(serde_json::Value::Null))
    }
}

impl Server {
    /// A page of memberships, from either end.
    async fn memberships(
        &self,
        context: &Context,
        of: (Uuid, End),
        state: Option<models::MembershipState>,
        limit: Option<i32>,
        cursor: Option<String>,
    ) -> Result<models::GroupMemberPage, Error> {
        let request = page_request(context, limit, cursor);
        let state = state.unwrap_or(models::MembershipState::Accepted).into();
        let (caller, rule) = (&context.caller, &context.operation.rule);
        let page = members::list(self.0, caller, rule, of, state, &request).await?;
        members::view::page(page, caller, &self.0.contract.privacy, &self.0.images)
    }

    /// The page of a use case, or its refusal as a page.
    fn show<R: Show>(
        &self,
        context: &Context,
        outcome: Result<Answer, Error>,
    ) -> Result<R, ApiError> {
        let page = match outcome {
            Ok(answer) => Page {
                status: answer.status,
                body: answer.page,
                location: answer.location,
                set_cookie: answer.set_cookie,
                content_security_policy: answer.policy,
                retry_after: 1,
            },
            Err(error) => {
                let problems = &self.0.contract.problems;
                let problem = problems.problem(&error, context.request_id, context.uri.path());
                Page {
                    status: problem.status,
                    body: problems::page(self.0.platform_name(), &problem, &error),
                    retry_after: seconds(error.retry_after()),
                    ..Page::default()
                }
            }
        };
        R::show(page).map_err(|page| {
            let id = &context.operation.id;
            ApiError(format!("{id} has no response {} in the spec", page.status))
        })
    }

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
                retry_after: seconds(retry_after),
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

/// What goes into Retry-After; a second, if nobody knows better.
fn seconds(retry_after: Option<u32>) -> i32 {
    i32::try_from(retry_after.unwrap_or(1)).unwrap_or(i32::MAX)
}

/// How the client of a request says who it is.
fn credentials(
    context: &Context,
    client_id: Option<String>,
    client_secret: Option<String>,
) -> Credentials {
    Credentials {
        authorization: context.sign_in.authorization.clone(),
        client_id,
        client_secret,
        origin: context.origin(),
    }
}

/// The spec says how many items a page has without `limit`, and the contract layer has held `limit` against it.
fn page_request(context: &Context, limit: Option<i32>, cursor: Option<String>) -> PageRequest {
    let limit = limit.map_or_else(|| context.operation.default_limit(), i64::from);
    PageRequest { limit, cursor }
}
