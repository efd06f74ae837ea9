//! Integration tests of the image.
