//! A disk with little room: the folder of uploads is one of its own. Mounting it takes root; `SIEMBRA_REQUIRE_ROOT=1`
//! makes its absence a failure.

use crate::imports::upload;
use crate::support::*;
use axum::body::Body;
use axum::http::Request;
use model::Role;
use serde_json::Value as Json;
use std::path::{Path, PathBuf};
use std::process::Command;

const MIB: usize = 1 << 20;

struct Disk(PathBuf);

impl Disk {
    fn mount(at: &Path, mib: usize) -> Option<Disk> {
        let size = format!("size={mib}m");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(at).output();
        if mounted.as_ref().is_ok_and(|output| output.status.success()) {
            return Some(Disk(at.into()));
        }
        let required = std::env::var_os("SIEMBRA_REQUIRE_ROOT").is_some_and(|value| value != "0");
        assert!(!required, "a disk cannot be mounted here, and is required (SIEMBRA_REQUIRE_ROOT): {mounted:?}");
        eprintln!("NOT TESTED with little room: mounting a disk takes root");
        None
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

#[tokio::test]
async fn an_upload_does_not_eat_what_is_kept_free_and_readiness_tells() {
    let site = Site::open().await;
    let folder = site.uploads.path();
    // Of so small a disk 64 MiB are kept.
    let Some(_disk) = Disk::mount(folder, 96) else { return };
    let who = site.role(Role::Marketer).await;
    let row = b"kari@example.com,Kari\n";
    let mut file = b"email,first_name\n".to_vec();
    file.extend(row.repeat(48 * MIB / row.len()));
    let refused = upload(&site, &who, "contacts", "large.csv", &file).await.expect(503);
    assert!(refused.text().contains("MiB are left on the server's disk"), "{}", refused.text());
    assert_eq!(std::fs::read_dir(folder).unwrap().count(), 0, "what was taken of it is gone");
    let shortage = async || site.get(&As::Nobody, "/readyz").await.expect(200).json()["shortage"].clone();
    assert_eq!(shortage().await, Json::Null);
    let small = &file[..b"email,first_name\n".len() + 90 * row.len()];
    upload(&site, &who, "contacts", "small.csv", small).await.expect(201);

    std::fs::write(folder.join("ballast"), vec![0; 40 * MIB]).unwrap();
    let told = shortage().await;
    assert!(told.as_str().is_some_and(|told| told.contains("MiB are left")), "{told}");
    upload(&site, &who, "contacts", "small.csv", small).await.expect(503);
}

#[tokio::test]
async fn of_a_form_that_is_refused_no_file_stays() {
    let site = Site::open().await;
    let As::Cookie(cookie) = &site.role(Role::Marketer).await else { unreachable!() };
    let file =
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nemail\r\na@b.example\r\n";
    let wrong = "--b\r\ncontent-disposition: form-data; name=\"object\"\r\n\r\nnothing\r\n--b--\r\n";
    for (rest, field) in [(wrong, "object"), ("--b--\r\n", "object"), ("", "form")] {
        let request = Request::post("/api/v1/imports")
            .header("cookie", cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "multipart/form-data; boundary=b");
        let answer = site.send(request.body(Body::from(format!("{file}{rest}"))).unwrap()).await;
        assert!(answer.status.is_client_error() && answer.text().contains(field), "{}", answer.text());
        assert_eq!(std::fs::read_dir(site.uploads.path()).unwrap().count(), 0, "{field}");
    }
}
