//! Who people are to Stripe: a customer each, made when they first go to pay and exactly once; forgotten there when they are
//! erased here, and here when they were deleted there.

use chrono::{DateTime, Utc};
use serde_json::Value;
use uuid::Uuid;

use super::{http::Stripe, store, subscriptions};
use crate::{
    app::App,
    audit::{self, Object},
    db::GenericClient,
    error::Error,
    policy::{Caller, Rule},
    users,
};

/// How often somebody may turn out to be deleted at Stripe before we give up. Stripe has its answer to a key for a day, so
/// whoever was made and deleted again lately comes up once more.
const ATTEMPTS: u32 = 5;

/// A person who asks for something at Stripe.
pub(super) struct Asker<'a> {
    pub(super) app: &'a App,
    pub(super) stripe: &'a Stripe,
    pub(super) caller: &'a Caller,
    pub(super) rule: &'a Rule,
    pub(super) user_id: Uuid,
}

impl Asker<'_> {
    /// Who they are to Stripe; they become a customer if they are none. Of two at once both get the same from Stripe, and one
    /// notes it.
    ///
    /// # Errors
    /// Not found; forbidden; unavailable, if Stripe does not answer.
    pub(super) async fn customer(&self) -> Result<String, Error> {
        self.customer_after(None).await
    }

    /// Makes something that has a customer, and answers with it and the customer. One of whom Stripe has nothing any more is
    /// replaced.
    ///
    /// # Errors
    /// As for the customer; internal, if Stripe refuses.
    pub(super) async fn make(
        &self,
        path: &str,
        form: &[(&str, &str)],
    ) -> Result<(String, Value), Error> {
        let mut customer = self.customer().await?;
        for _ in 1..ATTEMPTS {
            let form = [form, &[("customer", &customer)]].concat();
            let key = Uuid::now_v7().to_string();
            let answer = self.stripe.post(path, &form, &key).await?;
            if !answer.lacks_customer() || !is_deleted(self.stripe, &customer).await? {
                return Ok((customer, answer.done()?));
            }
            self.forget_customer(&customer).await?;
            customer = self.customer_after(Some(&customer)).await?;
        }
        Err(Error::internal(
            "Stripe has deleted a customer time and again",
        ))
    }

    /// The same, in place of one who was deleted, whose key is not good for another.
    async fn customer_after(&self, gone: Option<&str>) -> Result<String, Error> {
        let found = store::find_customer(&*self.app.database.reader().await?, self.user_id).await?;
        let (subject, known) = found.ok_or_else(|| Error::not_found("user"))?;
        users::permit(self.rule, self.caller, &subject)?;
        if let Some(customer_id) = known {
            return Ok(customer_id);
        }
        let id = self.user_id.to_string();
        let form = [("metadata[user_id]", id.as_str())];
        let key = match gone {
            Some(gone) => format!("customer-{id}-after-{gone}"),
            None => format!("customer-{id}"),
        };
        let answer = self
            .stripe
            .post("v1/customers", &form, &key)
            .await?
            .done()?;
        let made = answer["id"].as_str().unwrap_or_default();
        let mut client = self.app.database.client().await?;
        let transaction = client.transaction().await?;
        if store::insert_customer(&transaction, self.user_id, made).await? {
            let (object, fields) = (Object::User(subject), ["stripe_customer_id"]);
            audit::record(&transaction, self.caller, self.rule, object, &fields).await?;
        }
        let noted = store::find_customer_id(&transaction, self.user_id).await?;
        transaction.commit().await?;
        noted.ok_or_else(|| Error::not_found("user"))
    }

    async fn forget_customer(&self, customer_id: &str) -> Result<(), Error> {
        let mut client = self.app.database.client().await?;
        let transaction = client.transaction().await?;
        // Unless somebody else has just done it.
        if let Some(customer) = store::lock_customer(&transaction, customer_id).await? {
            let user_id = self.user_id;
            let fields = drop_customer(&transaction, user_id, customer_id, Utc::now()).await?;
            let object = Object::User(customer.subject);
            audit::record(&transaction, self.caller, self.rule, object, &fields).await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}

/// Drops somebody whom Stripe has deleted, with whom all that they paid for regularly has ended. Tells what changed.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub(super) async fn drop_customer(
    transaction: &impl GenericClient,
    user_id: Uuid,
    customer_id: &str,
    deleted_at: DateTime<Utc>,
) -> Result<Vec<&'static str>, Error> {
    store::delete_customer(transaction, customer_id).await?;
    let ended = subscriptions::end_all(transaction, user_id, deleted_at).await?;
    let membership = ended.then_some("membership_status");
    Ok(["stripe_customer_id"]
        .into_iter()
        .chain(membership)
        .collect())
}

/// As whom Stripe knows a person, if it does.
///
/// # Errors
/// Unavailable, if the database does not answer.
pub async fn customer_of(app: &App, user_id: Uuid) -> Result<Option<String>, Error> {
    store::find_customer_id(&*app.database.reader().await?, user_id).await
}

/// Deletes at Stripe what it knows of a person who is about to be erased. It ends their subscriptions too.
///
/// # Errors
/// Unavailable, if Stripe does not answer; internal, if it cannot be asked or has never known them. Then it is tried again,
/// and the person erased when it has worked: else they might pay for ever, and nobody could tell who it is.
pub async fn forget(app: &App, customer_id: &str) -> Result<(), Error> {
    let Some(stripe) = &app.stripe else {
        return Err(Error::internal(format!(
            "{customer_id} is to be deleted at Stripe first, and this server has no USER_API_STRIPE_KEY"
        )));
    };
    let answer = stripe.delete(&at(customer_id)).await?;
    if answer.is_not_found() {
        if is_deleted(stripe, customer_id).await? {
            return Ok(());
        }
        return Err(Error::internal(format!(
            "Stripe has never known {customer_id}, which is to be deleted there first: USER_API_STRIPE_KEY is of another account or mode. If that is right, delete the row from stripe_customers"
        )));
    }
    answer.done().map(drop)
}

/// Whether Stripe had this customer and has deleted it. One of another account or mode it has never known.
async fn is_deleted(stripe: &Stripe, customer_id: &str) -> Result<bool, Error> {
    let answer = stripe.get(&at(customer_id), &[]).await?;
    Ok(!answer.is_not_found() && answer.done()?["deleted"] == true)
}

fn at(customer_id: &str) -> String {
    format!("v1/customers/{customer_id}")
}
