//! Who wants to hear of changes. It must never keep a listener that has gone.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use yew::Callback;

/// Listeners to changes.
pub struct Listeners<T> {
    list: RefCell<Vec<(u32, Callback<T>)>>,
    next: Cell<u32>,
}

impl<T> Default for Listeners<T> {
    fn default() -> Self {
        Listeners { list: RefCell::default(), next: Cell::new(0) }
    }
}

/// Something that listeners can leave.
trait Leave {
    fn leave(&self, number: u32);
}

impl<T> Leave for Listeners<T> {
    fn leave(&self, number: u32) {
        self.list.borrow_mut().retain(|(known, _)| *known != number);
    }
}

/// A place among the listeners. It is given up when this is dropped.
#[must_use = "a dropped subscription hears nothing"]
pub struct Subscription {
    listeners: Weak<dyn Leave>,
    number: u32,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        if let Some(listeners) = self.listeners.upgrade() {
            listeners.leave(self.number);
        }
    }
}

impl<T: Clone + 'static> Listeners<T> {
    /// Adds a listener.
    pub fn join(self: &Rc<Self>, callback: Callback<T>) -> Subscription {
        let number = self.next.get();
        self.next.set(number.wrapping_add(1));
        self.list.borrow_mut().push((number, callback));
        let listeners: Rc<dyn Leave> = self.clone();
        Subscription { listeners: Rc::downgrade(&listeners), number }
    }

    /// Tells everybody. A listener may leave or join meanwhile.
    pub fn tell(&self, news: &T) {
        let present = self.list.borrow().clone();
        for (_, callback) in present {
            callback.emit(news.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_hears_until_the_subscription_is_dropped() {
        let listeners = Rc::new(Listeners::<u32>::default());
        let heard = Rc::new(RefCell::new(Vec::new()));
        let listen = |name: &'static str| {
            let heard = heard.clone();
            listeners.join(Callback::from(move |news| heard.borrow_mut().push((name, news))))
        };
        let first = listen("first");
        let _second = listen("second");
        listeners.tell(&1);
        drop(first);
        listeners.tell(&2);
        assert_eq!(*heard.borrow(), [("first", 1), ("second", 1), ("second", 2)]);
    }

    #[test]
    fn a_listener_may_leave_while_it_is_told() {
        let listeners = Rc::new(Listeners::<()>::default());
        let own: Rc<RefCell<Option<Subscription>>> = Rc::default();
        let leave = own.clone();
        let place = listeners.join(Callback::from(move |()| drop(leave.take())));
        own.replace(Some(place));
        listeners.tell(&());
        assert!(listeners.list.borrow().is_empty());
    }

    #[test]
    fn a_subscription_may_outlive_what_it_listened_to() {
        let listeners = Rc::new(Listeners::<()>::default());
        let place = listeners.join(Callback::noop());
        drop(listeners);
        drop(place);
    }
}
