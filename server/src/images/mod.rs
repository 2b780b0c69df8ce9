//! The images that groups show: made from what people send, kept as files, told by addresses, deleted when nobody shows
//! them any more. An id is random, and whoever knows it may see the image; so one is read without the database.

mod avif;
mod files;
mod format;
mod http;
mod picture;
mod store;
pub mod view;

use futures_util::future::try_join_all;
use image::ImageFormat;
use uuid::Uuid;

use crate::{
    app::App,
    config::Config,
    db::{Database, GenericClient},
    error::{Error, Refusal},
    threads::{self, Queue},
};
use files::Files;
pub use files::Place;
pub use format::format_of;

/// Waiting places for each thread; each may hold ten megabytes.
const QUEUE: usize = 8;

const TOO_MANY: &str =
    "Too many images are being made. Nothing was changed. Try again in a moment.";

/// What `Cache-Control` says of an image (RFC 8246).
pub const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Keeps images.
pub struct Images {
    files: Option<Files>,
    /// With `{id}` and `{size}` in it.
    address: String,
    queue: Queue,
}

/// How large an image is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// For lists.
    Small,
    /// For a card or a phone.
    Medium,
    /// For a whole screen.
    Large,
}

/// What an image looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Cut to the square in its middle.
    Square,
    /// Kept, and fitted into a box twice as wide as high.
    Free,
}

/// The addresses of an image.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// Its id.
    pub id: Uuid,
    /// Of the small one.
    pub small: String,
    /// Of the medium one.
    pub medium: String,
    /// Of the large one.
    pub large: String,
}

impl Size {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Small, Self::Medium, Self::Large];

    /// As the spec writes it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
        }
    }
}

impl Shape {
    /// Width and height in pixels of an image of this size, of which there are as many at most as there were.
    fn fit(self, size: Size, width: u32, height: u32) -> (u32, u32) {
        match self {
            Self::Square => {
                let most = match size {
                    Size::Small => 128,
                    Size::Medium => 512,
                    Size::Large => 1024,
                };
                let side = width.min(height).min(most);
                (side, side)
            }
            Self::Free => {
                let most: u32 = match size {
                    Size::Small => 640,
                    Size::Medium => 1280,
                    Size::Large => 2560,
                };
                let scale = f64::from(most) / f64::from(width.max(2 * height));
                let scaled = |side: u32| (f64::from(side) * scale.min(1.0)).round().max(1.0) as u32;
                (scaled(width), scaled(height))
            }
        }
    }
}

impl Images {
    /// Opens the place where images are kept.
    ///
    /// # Errors
    /// A sentence about what stands in the way.
    pub fn open(config: &Config) -> Result<Self, String> {
        let own = || format!("{}/v1/images/{{id}}?size={{size}}", config.public_url);
        let address = match &config.images {
            Place::Elsewhere(address) => address.clone(),
            Place::Folder(_) | Place::Bucket { .. } => own(),
        };
        Ok(Self {
            files: Files::open(&config.images)?,
            address,
            queue: Queue::new(&threads::IMAGES, QUEUE, TOO_MANY),
        })
    }

    /// Where an image is found.
    pub fn addresses(&self, id: Uuid) -> Addresses {
        let address = self.address.replace("{id}", &id.to_string());
        let of = |size: Size| address.replace("{size}", size.name());
        Addresses {
            id,
            small: of(Size::Small),
            medium: of(Size::Medium),
            large: of(Size::Large),
        }
    }

    /// Makes an image and keeps it for an hour; for longer, once a group shows it. Its row comes first and its files go
    /// first, so that whatever breaks between leaves a row by which the job finds them.
    ///
    /// # Errors
    /// Refused, if it cannot be read, has too many pixels, or belongs elsewhere; unavailable.
    pub async fn add(
        &self,
        database: &Database,
        shape: Shape,
        bytes: Vec<u8>,
    ) -> Result<Uuid, Error> {
        let files = self.files()?;
        let made = self
            .queue
            .run(move || picture::make(&bytes, shape))
            .await??;
        let id = Uuid::new_v4();
        let client = database.client().await?;
        store::insert_image(&client, id, made.width, made.height).await?;
        // The store may take its time; the connection is for others meanwhile.
        drop(client);
        files.put(id, made.files).await?;
        Ok(id)
    }

    fn files(&self) -> Result<&Files, Error> {
        self.files.as_ref().ok_or_else(|| {
            let detail = "Images are kept in a store of their own here. Put the image there, and set avatar_id or banner_id to its id with PATCH on the group.";
            Refusal::new("image-set-otherwise", detail).into()
        })
    }

    /// Takes note of an image that is kept elsewhere. `pointer` is where the request names it.
    ///
    /// # Errors
    /// Refused, if images are kept here.
    pub async fn accept(
        &self,
        client: &impl GenericClient,
        id: Uuid,
        pointer: &str,
    ) -> Result<(), Error> {
        if self.files.is_some() {
            let detail =
                "Images are kept here. Send the image itself, with PUT to …/avatar or …/banner.";
            return Err(Error::field("image-set-otherwise", pointer, detail));
        }
        store::accept_image(client, id).await
    }

    /// Whether images are kept in a store that is not ours.
    pub fn are_elsewhere(&self) -> bool {
        self.files.is_none()
    }

    /// An image.
    ///
    /// # Errors
    /// Not found; unavailable; internal, if what is kept is no image.
    pub async fn get(&self, id: Uuid, size: Size) -> Result<Vec<u8>, Error> {
        let found = match &self.files {
            Some(files) => files.find(id, size).await?,
            None => None,
        };
        let file = found.ok_or_else(|| Error::not_found("image"))?;
        // Somebody else may write there, and a page must not go out as ours.
        if image::guess_format(&file).ok() != Some(ImageFormat::WebP) {
            let what = format!("the {} file of the image {id} is no WebP", size.name());
            return Err(Error::internal(what));
        }
        Ok(file)
    }
}

/// How many images a transaction deletes at most: so few that it ends soon.
const BATCH: i64 = 20;

/// Deletes images that no group shows; tells how many. What another instance is at is left to that one.
///
/// # Errors
/// Unavailable.
pub async fn delete_expired(app: &App) -> Result<u64, Error> {
    let mut deleted = 0;
    loop {
        let mut client = app.database.client().await?;
        let transaction = client.transaction().await?;
        let ids = store::lock_expired(&transaction, BATCH).await?;
        if let Some(files) = &app.images.files {
            try_join_all(ids.iter().map(|id| files.delete(*id))).await?;
        }
        store::delete_images(&transaction, &ids).await?;
        transaction.commit().await?;
        deleted += ids.len() as u64;
        if ids.is_empty() {
            return Ok(deleted);
        }
    }
}
