//! A transport made of a Rust closure, for tests and for programs that have a host of their own.

use super::{Failure, Pending, Reply, Request, Transport};

/// Calls a closure for each request.
pub struct Memory<F> {
    answer: F,
}

impl<F, A> Memory<F>
where
    F: Fn(Request) -> A,
    A: Future<Output = Result<Reply, Failure>> + 'static,
{
    /// A transport that answers with the result of the closure's future.
    pub fn new(answer: F) -> Memory<F> {
        Memory { answer }
    }
}

impl<F, A> Transport for Memory<F>
where
    F: Fn(Request) -> A,
    A: Future<Output = Result<Reply, Failure>> + 'static,
{
    fn send(&self, request: Request) -> Pending<'_, Result<Reply, Failure>> {
        Box::pin((self.answer)(request))
    }
}
