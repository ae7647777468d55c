//! How do many threads keep the order?
//!
//! Every item gets a channel of its own for its result; the channels stand in a queue in the order of the items. The
//! queue is short, so that however long the input, few items are in memory.

use std::sync::Mutex;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread;

/// How many items wait for each thread.
const WAITING: usize = 4;

/// Does `work` to every item on `jobs` threads, and gives the results to `take` in the order of the items. Stops soon
/// after `take` fails.
pub fn in_order<T: Send, R: Send, E>(
    jobs: usize,
    items: impl Iterator<Item = T> + Send,
    work: impl Fn(T) -> R + Sync,
    mut take: impl FnMut(R) -> Result<(), E>,
) -> Result<(), E> {
    let jobs = jobs.max(1);
    let (to_work, worklist) = channel::<(T, Sender<R>)>();
    let (to_queue, queue) = sync_channel::<Receiver<R>>(jobs * WAITING);
    let worklist = Mutex::new(worklist);
    thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some((item, result)) = next(&worklist) {
                    // Nobody listens any more once `take` has failed.
                    let _ = result.send(work(item));
                }
            });
        }
        scope.spawn(move || {
            for item in items {
                let (result, coming) = channel();
                if to_queue.send(coming).is_err() || to_work.send((item, result)).is_err() {
                    break;
                }
            }
        });
        queue.into_iter().filter_map(|coming| coming.recv().ok()).try_for_each(&mut take)
    })
}

fn next<T>(worklist: &Mutex<Receiver<T>>) -> Option<T> {
    worklist.lock().ok()?.recv().ok()
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let mut out = Vec::new();
        let slow_first = |i: u64| {
            thread::sleep(Duration::from_millis(if i.is_multiple_of(7) { 5 } else { 0 }));
            i * 2
        };
        let done: Result<(), ()> = in_order(4, 0..100, slow_first, |r| {
            out.push(r);
            Ok(())
        });
        assert_eq!((done, out), (Ok(()), (0..100).map(|i| i * 2).collect::<Vec<_>>()));
    }

    #[test]
    fn an_endless_input_is_not_gathered() {
        let begun = AtomicUsize::new(0);
        let items = (0..).inspect(|_| {
            begun.fetch_add(1, Ordering::SeqCst);
        });
        let stopped = in_order(2, items, |i: usize| i, |i| if i == 50 { Err("enough") } else { Ok(()) });
        assert_eq!(stopped, Err("enough"));
        assert!(begun.load(Ordering::SeqCst) < 50 + 4 * WAITING);
    }
}
