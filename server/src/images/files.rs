//! Where the files of images are: in a folder, in a bucket that speaks S3, or elsewhere.

use std::{path::PathBuf, sync::Arc, time::Duration};

use futures_util::future::try_join_all;
use object_store::{
    Error as StoreError, ObjectStore, ObjectStoreExt as _, RetryConfig,
    aws::{AmazonS3Builder, AmazonS3ConfigKey},
    local::LocalFileSystem,
    path::Path,
};
use uuid::Uuid;

use super::{Size, http::Connector};
use crate::error::Error;

/// How long to try again when the store does not answer.
const PATIENCE: Duration = Duration::from_secs(8);

/// Where images are kept, as the settings say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a folder of this machine.
    Folder(PathBuf),
    /// In a bucket.
    Bucket {
        /// Its name.
        name: String,
        /// What stands before the names of files, without slashes at its ends; may be empty.
        folder: String,
        /// How it is reached: the variables that AWS's own tools read, with their values.
        options: Vec<(String, String)>,
    },
    /// In a store that is not ours: its addresses, with `{id}` and `{size}` in them.
    Elsewhere(String),
}

impl Place {
    /// Reads the setting. `options` are the environment's variables for buckets.
    pub fn parse(text: &str, options: impl FnOnce() -> Vec<(String, String)>) -> Option<Self> {
        if text.starts_with("http://") || text.starts_with("https://") {
            let example = text.replace("{id}", "id").replace("{size}", "size");
            let is_good = text.contains("{id}")
                && !example.contains(['{', '}', ' '])
                && url::Url::parse(&example).is_ok();
            return is_good.then(|| Self::Elsewhere(text.to_owned()));
        }
        if let Some(bucket) = text.strip_prefix("s3://") {
            let (name, folder) = bucket.split_once('/').unwrap_or((bucket, ""));
            let folder = folder.trim_matches('/');
            let is_good = !name.is_empty() && Path::parse(folder).is_ok();
            return is_good.then(|| Self::Bucket {
                name: name.to_owned(),
                folder: folder.to_owned(),
                options: options(),
            });
        }
        let is_folder = !text.is_empty() && !text.contains("://");
        is_folder.then(|| Self::Folder(PathBuf::from(text)))
    }
}

/// The files of images.
pub(super) struct Files {
    store: Arc<dyn ObjectStore>,
    folder: Path,
    /// The same as a folder of this machine, if it is one.
    local: Option<PathBuf>,
}

impl Files {
    /// Opens the store; for a store that is not ours there is none.
    ///
    /// # Errors
    /// A sentence about what stands in the way.
    pub(super) fn open(place: &Place) -> Result<Option<Self>, String> {
        let (store, folder): (Arc<dyn ObjectStore>, _) = match place {
            Place::Folder(path) => {
                let wrong = |error: &dyn std::error::Error| {
                    let path = path.display();
                    format!(
                        "USER_API_IMAGES is {path}, a folder that cannot be used: {error}. Let this user write there, or set another."
                    )
                };
                std::fs::create_dir_all(path).map_err(|error| wrong(&error))?;
                let store =
                    LocalFileSystem::new_with_prefix(path).map_err(|error| wrong(&error))?;
                (Arc::new(store.with_fsync(true)), "")
            }
            Place::Bucket {
                name,
                folder,
                options,
            } => (Arc::new(bucket(name, options)?), folder.as_str()),
            Place::Elsewhere(_) => return Ok(None),
        };
        Ok(Some(Self {
            store,
            folder: Path::from(folder),
            local: match place {
                Place::Folder(path) => Some(path.clone()),
                Place::Bucket { .. } | Place::Elsewhere(_) => None,
            },
        }))
    }

    fn path(&self, id: Uuid, size: Size) -> Path {
        self.folder
            .clone()
            .join(format!("{id}-{}.webp", size.name()))
    }

    /// Keeps the files of an image.
    ///
    /// # Errors
    /// Unavailable.
    pub(super) async fn put(&self, id: Uuid, files: Vec<(Size, Vec<u8>)>) -> Result<(), Error> {
        let put = files.into_iter().map(|(size, file)| async move {
            self.store
                .put(&self.path(id, size), file.into())
                .await
                .map_err(unavailable)
        });
        try_join_all(put).await.map(drop)
    }

    /// A file, if it is there.
    ///
    /// # Errors
    /// Unavailable.
    pub(super) async fn find(&self, id: Uuid, size: Size) -> Result<Option<Vec<u8>>, Error> {
        let found = match self.store.get(&self.path(id, size)).await {
            Ok(found) => found.bytes().await,
            Err(error) => Err(error),
        };
        match found {
            Ok(bytes) => Ok(Some(bytes.into())),
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(error) => Err(unavailable(error)),
        }
    }

    /// Deletes the files of an image, as far as they are there.
    ///
    /// # Errors
    /// Unavailable.
    pub(super) async fn delete(&self, id: Uuid) -> Result<(), Error> {
        let delete = Size::ALL.map(|size| async move {
            match self.store.delete(&self.path(id, size)).await {
                Ok(()) | Err(StoreError::NotFound { .. }) => Ok(()),
                Err(error) => Err(unavailable(error)),
            }
        });
        try_join_all(delete).await?;
        let Some(folder) = self.local.clone() else {
            return Ok(());
        };
        let deleted = tokio::task::spawn_blocking(move || delete_unfinished(&folder, id)).await;
        deleted.map_err(Error::internal)?.map_err(|error| {
            unavailable(StoreError::Generic {
                store: "folder",
                source: error.into(),
            })
        })
    }
}

/// Deletes what a crash left of files that were being written: the store writes them under another name first, with `#1` at
/// its end, and shows nobody what is called so.
fn delete_unfinished(folder: &std::path::Path, id: Uuid) -> std::io::Result<()> {
    for size in Size::ALL {
        let name = format!("{id}-{}.webp#1", size.name());
        match std::fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
    }
    Ok(())
}

/// Opens a bucket. Whether it is there shows when it is used: who may sign in does not depend on it.
fn bucket(name: &str, options: &[(String, String)]) -> Result<impl ObjectStore, String> {
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(name)
        .with_http_connector(Connector)
        .with_retry(RetryConfig {
            max_retries: 3,
            retry_timeout: PATIENCE,
            ..RetryConfig::default()
        });
    for (variable, value) in options {
        // Variables of AWS's tools that say nothing about a bucket are none of ours.
        if let Ok(key) = variable.to_ascii_lowercase().parse::<AmazonS3ConfigKey>() {
            builder = builder.with_config(key, value);
        }
        if variable.starts_with("AWS_ENDPOINT") && value.starts_with("http://") {
            builder = builder.with_allow_http(true);
        }
    }
    builder.build().map_err(|error| {
        format!("USER_API_IMAGES is s3://{name}, which cannot be used: {error}. The variables AWS_REGION, AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY say how it is reached.")
    })
}

fn unavailable(error: StoreError) -> Error {
    tracing::warn!(%error, "the image store does not answer");
    Error::unavailable("The image store does not answer. Try again in a moment.", 5)
}
