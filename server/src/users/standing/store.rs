//! The columns of `users` that tokens speak of. Who changes one counts the epoch up, so that the tokens of before are refused.

use uuid::Uuid;

use crate::{db::GenericClient, error::Error, roles::Role};

const SET_ROLE: &str = "update users set role = $2, token_epoch = token_epoch + 1, token_epoch_changed_at = now() where id = $1";

pub(super) async fn set_role(
    client: &impl GenericClient,
    id: Uuid,
    role: Role,
) -> Result<(), Error> {
    let statement = client.prepare_cached(SET_ROLE).await?;
    client.execute(&statement, &[&id, &role.name()]).await?;
    Ok(())
}

const SET_TENANT: &str = "update users set tenant_id = $2, token_epoch = token_epoch + 1, token_epoch_changed_at = now() where id = $1";

pub(super) async fn set_tenant(
    client: &impl GenericClient,
    id: Uuid,
    tenant_id: Uuid,
) -> Result<(), Error> {
    let statement = client.prepare_cached(SET_TENANT).await?;
    client.execute(&statement, &[&id, &tenant_id]).await?;
    Ok(())
}
