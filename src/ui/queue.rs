//! Callers who want the same answer of the host at the same moment: the first one asks, the others wait for it. It must never
//! keep an answer.

use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::task::{Poll, Waker};

/// The callers of one question.
#[derive(Default)]
pub struct Queue {
    is_asked: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
}

impl Queue {
    /// What is `known`, else the answer to `ask`. While another caller asks, this one waits and looks again at what is known,
    /// and asks itself if that one has failed or was dropped.
    pub async fn answer<T, E>(
        &self,
        known: impl Fn() -> Option<T>,
        ask: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        loop {
            if let Some(known) = known() {
                return Ok(known);
            }
            if !self.is_asked.replace(true) {
                break;
            }
            poll_fn(|context| {
                if !self.is_asked.get() {
                    return Poll::Ready(());
                }
                self.waiting.borrow_mut().push(context.waker().clone());
                Poll::Pending
            })
            .await;
        }
        let _asked = Asked(self);
        ask.await
    }
}

/// A question that is under way.
struct Asked<'a>(&'a Queue);

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        self.0.is_asked.set(false);
        for waiting in self.0.waiting.take() {
            waiting.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::pin::{Pin, pin};
    use std::task::Context;

    /// A host that answers when it is told to, and counts its questions.
    #[derive(Default)]
    struct Host {
        answer: Cell<Option<Result<u8, &'static str>>>,
        known: Cell<Option<u8>>,
        asked: Cell<u32>,
    }

    impl Host {
        async fn read(&self, queue: &Queue) -> Result<u8, &'static str> {
            let ask = async {
                self.asked.set(self.asked.get() + 1);
                let answer = poll_fn(|_| self.answer.take().map_or(Poll::Pending, Poll::Ready));
                let value = answer.await?;
                self.known.set(Some(value));
                Ok(value)
            };
            queue.answer(|| self.known.get(), ask).await
        }
    }

    fn poll<T>(future: &mut Pin<&mut impl Future<Output = T>>) -> Poll<T> {
        future.as_mut().poll(&mut Context::from_waker(Waker::noop()))
    }

    #[test]
    fn two_who_want_the_same_at_once_ask_the_host_once() {
        let (host, queue) = (Host::default(), Queue::default());
        let (mut first, mut second) = (pin!(host.read(&queue)), pin!(host.read(&queue)));
        assert!(poll(&mut first).is_pending() && poll(&mut second).is_pending());
        host.answer.set(Some(Ok(7)));
        assert_eq!(poll(&mut first), Poll::Ready(Ok(7)));
        assert_eq!(poll(&mut second), Poll::Ready(Ok(7)));
        assert_eq!(host.asked.get(), 1);
    }

    #[test]
    fn who_waits_for_a_failure_asks_itself() {
        let (host, queue) = (Host::default(), Queue::default());
        let (mut first, mut second) = (pin!(host.read(&queue)), pin!(host.read(&queue)));
        assert!(poll(&mut first).is_pending() && poll(&mut second).is_pending());
        host.answer.set(Some(Err("no")));
        assert_eq!(poll(&mut first), Poll::Ready(Err("no")));
        assert!(poll(&mut second).is_pending());
        host.answer.set(Some(Ok(7)));
        assert_eq!(poll(&mut second), Poll::Ready(Ok(7)));
        assert_eq!(host.asked.get(), 2);
    }

    #[test]
    fn who_waits_for_a_caller_that_was_dropped_asks_itself() {
        let (host, queue) = (Host::default(), Queue::default());
        let mut first = Box::pin(host.read(&queue));
        let mut second = pin!(host.read(&queue));
        assert!(poll(&mut first.as_mut()).is_pending() && poll(&mut second).is_pending());
        drop(first);
        host.answer.set(Some(Ok(7)));
        assert_eq!(poll(&mut second), Poll::Ready(Ok(7)));
    }
}
