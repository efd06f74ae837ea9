//! Opening: what is refused, and what a second opening finds.

use crate::support::{WS, open};
use store::{Dialect, Store, StoreError, applier};

#[tokio::test]
async fn a_second_process_on_the_same_file_is_refused() {
    let database = testkit::Database::sqlite();
    let store = open(database.url()).await;
    assert_eq!(store.dialect(), Dialect::Sqlite);
    let error = Store::open(database.url()).await.err().expect("refused");
    assert!(matches!(error, StoreError::Locked(_)), "{error}");
    store.close().await;
    open(database.url()).await;
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_without_its_password() {
    for url in ["mysql://user:secret@host/db", "nonsense", ""] {
        let error = Store::open(url).await.err().expect("refused");
        assert!(matches!(error, StoreError::BadUrl(_)), "{error}");
        assert!(!error.to_string().contains("secret"), "{error}");
    }
}

#[tokio::test]
async fn folders_with_odd_names_are_fine() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("año % 5 #1/siembra.db");
    open(&format!("sqlite://{}", path.display())).await;
    assert!(path.exists());
}

#[tokio::test]
async fn a_database_in_memory_is_one_of_its_own() {
    let (one, other) = (open("sqlite::memory:").await, open("sqlite::memory:").await);
    let token = applier::lease(&one, WS, "a", 60_000).await.unwrap();
    assert!(token.is_some());
    assert!(applier::lease(&other, WS, "b", 60_000).await.unwrap().is_some());
}

#[tokio::test]
async fn opening_again_finds_everything_and_frees_the_lease_of_a_dead_process() {
    testkit::on_both(|url| async move {
        let store = open(&url).await;
        let token = applier::lease(&store, WS, "dead", 60_000).await.unwrap().unwrap();
        crate::support::apply(&store, token, vec![], vec![crate::support::activity(0, None)]).await.unwrap();
        let cursor = applier::cursor(&store, WS).await.unwrap();
        store.ready().await.unwrap();
        store.close().await;
        assert!(store.ready().await.is_err());
        let again = open(&url).await;
        assert_eq!(applier::cursor(&again, WS).await.unwrap(), cursor);
        let lease = applier::lease(&again, WS, "next", 60_000).await.unwrap();
        // A lock that ends with its process proves that the old holder is gone.
        assert!(lease.is_some());
    })
    .await;
}

#[tokio::test]
async fn a_lock_whose_connection_broke_is_taken_again_or_lost() {
    let database = testkit::Database::postgres();
    let store = Store::open(database.url()).await.unwrap();
    assert!(store.still_alone().await.unwrap());
    let cut = "SELECT CAST(COUNT(pg_terminate_backend(pid)) AS BIGINT) FROM pg_locks WHERE locktype = 'advisory' \
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let admin = sqlx::AnyPool::connect(database.url()).await.unwrap();
    let end = async || drop(sqlx::query(cut).fetch_one(&admin).await.unwrap());
    end().await;
    assert!(store.still_alone().await.unwrap(), "nobody else was there");
    end().await;
    let _other = Store::open(database.url()).await.unwrap();
    assert!(!store.still_alone().await.unwrap());
}

/// A TCP port of this process that leads to a server's Unix socket.
async fn over_tcp(url: &str) -> String {
    let (address, folder) = url.split_once("?host=").unwrap();
    let socket = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let socket = socket
        .into_iter()
        .find(|path| path.to_string_lossy().contains(".s.PGSQL.") && path.extension().is_some_and(|e| e != "lock"));
    let (socket, listener) = (socket.unwrap(), tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap());
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut client, _)) = listener.accept().await {
            let mut server = tokio::net::UnixStream::connect(&socket).await.unwrap();
            tokio::spawn(async move { drop(tokio::io::copy_bidirectional(&mut client, &mut server).await) });
        }
    });
    address.replace("@localhost", &format!("@127.0.0.1:{port}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn large_statements_do_not_wait_for_the_network_to_answer() {
    let database = testkit::Database::postgres();
    let store = Store::open(&over_tcp(database.url()).await).await.unwrap();
    let mut shortest = std::time::Duration::MAX;
    for _ in 0..15 {
        let rows = vec![store::intake::NewIntake { payload: vec![7; 150_000], envelopes: 1 }];
        let (mut tx, since) = (store.begin().await.unwrap(), std::time::Instant::now());
        store::intake::append_in(&store, &mut tx, WS, rows).await.unwrap();
        shortest = shortest.min(since.elapsed());
    }
    assert!(shortest.as_millis() < 30, "{shortest:?}: each waits for the other side to acknowledge");
    assert!(
        Store::open("postgres://postgres@127.0.0.1:1/none")
            .await
            .is_err_and(|error| error.to_string().contains("refused"))
    );
}
