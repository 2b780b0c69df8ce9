//! Images in a bucket.
