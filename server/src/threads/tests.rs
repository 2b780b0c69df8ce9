use std::sync::mpsc;

use tokio::time::timeout;

use super::*;

const ALONE: Kind = Kind {
    name: "test",
    count: 1,
    niceness: 0,
    at_rest: || {},
};

/// Waits for the work for a moment, and goes away.
async fn give_up<T: Send + 'static>(queue: &Queue, work: impl FnOnce() -> T + Send + 'static) {
    let soon = Duration::from_millis(20);
    assert!(timeout(soon, queue.run(work)).await.is_err());
}

#[tokio::test]
async fn who_goes_away_takes_along_what_waits_and_leaves_the_place_of_what_is_being_done() {
    static ONE: LazyLock<Threads> = LazyLock::new(|| Threads::start(ALONE));
    let queue = Queue::new(&ONE, 2, "full");
    let free = || queue.places.load(Ordering::Acquire);
    let (begin, begun) = mpsc::channel();
    let (go, gone) = mpsc::channel::<()>();
    {
        let first = queue.run(move || {
            let _ = begin.send(());
            let _ = gone.recv();
        });
        tokio::pin!(first);
        while begun.try_recv().is_err() {
            assert!(timeout(IDLE / 50, &mut first).await.is_err());
        }
    }
    assert_eq!(free(), 2, "it is being done, whoever went away");
    // As much as an image holds in memory.
    let memory = Arc::new(());
    for _ in 0..10 {
        let held = Arc::clone(&memory);
        give_up(&queue, move || drop(held)).await;
        assert_eq!((free(), Arc::strong_count(&memory)), (2, 1));
    }
    // Who waits on is not forgotten.
    let last = queue.run(|| "done");
    tokio::pin!(last);
    assert!(timeout(IDLE / 50, &mut last).await.is_err());
    give_up(&queue, || ()).await;
    assert!(go.send(()).is_ok());
    assert!(matches!(last.await, Ok("done")));
    assert_eq!(free(), 3);
}

#[tokio::test]
async fn no_more_wait_than_there_are_places_and_a_panic_gives_its_own_back() {
    static ONE: LazyLock<Threads> = LazyLock::new(|| Threads::start(ALONE));
    let queue = Queue::new(&ONE, 0, "full");
    let outcome: Result<(), _> = queue.run(|| panic!("as a decoder might")).await;
    assert!(matches!(outcome, Err(Error::Internal(_))));
    assert_eq!(queue.places.load(Ordering::Acquire), 1);
    let (go, gone) = mpsc::channel::<()>();
    let (first, second) = tokio::join!(queue.run(move || gone.recv()), async {
        // The place is taken for as long as the first has to wait here.
        let refused = queue.run(|| ()).await;
        go.send(()).map(|()| refused)
    });
    assert!(matches!(first, Ok(Ok(()))));
    assert!(matches!(second, Ok(Err(Error::Refused(_)))));
}
